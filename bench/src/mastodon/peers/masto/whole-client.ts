import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient } from 'masto'
import type { Credentials } from '../../credentials.ts'

export function run(credentials: Credentials) {
  const { url: streamingApiUrl, accessToken } = credentials
  return {
    rest: createRestAPIClient(credentials),
    oauth: createOAuthAPIClient(credentials),
    streaming: createStreamingAPIClient({ streamingApiUrl, accessToken }),
  }
}
