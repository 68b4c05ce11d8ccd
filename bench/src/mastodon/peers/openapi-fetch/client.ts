import type { Connect } from '../../contract.ts'
import { connectTo } from './connect.ts'

export const connect: Connect = async (credentials) => {
  const client = connectTo(credentials)
  return async () => {
    const { data = [] } = await client.GET('/api/v1/timelines/home', { params: { query: { limit: 40 } } })
    return data.length
  }
}
