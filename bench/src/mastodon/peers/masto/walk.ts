import { createRestAPIClient } from 'masto'
import type { Connect } from '../../contract.ts'

export const connect: Connect = async (credentials) => {
  const masto = createRestAPIClient(credentials)
  return async () => {
    let items = 0
    for await (const page of masto.v1.timelines.home.list({ limit: 40 })) items += page.length
    return items
  }
}
