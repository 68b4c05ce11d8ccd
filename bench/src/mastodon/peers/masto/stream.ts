import { createStreamingAPIClient } from 'masto'
import type { Follow } from '../../../stream.ts'

export const follow: Follow = async (server, take) => {
  const streamingApiUrl = server.replace('http', 'ws')
  const streaming = createStreamingAPIClient({ streamingApiUrl, accessToken: 'token' })
  for await (const { event } of streaming.public.subscribe()) if (event === 'update') take()
}
