import { createRestAPIClient } from 'masto'
import type { Connect } from '../../contract.ts'

export const connect: Connect = async (credentials) => {
  const masto = createRestAPIClient(credentials)
  return async () => (await masto.v1.timelines.home.list({ limit: 40 })).length
}
