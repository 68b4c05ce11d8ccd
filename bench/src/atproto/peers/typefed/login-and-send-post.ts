import { PasswordSession, sendPost, XrpcClient } from '@typefed/atproto-client/slim'
import type { Credentials } from '../../credentials.ts'

export async function run(credentials: Credentials, text: string): Promise<string> {
  const session = await PasswordSession.login(credentials)
  const { uri } = await sendPost(new XrpcClient({ session }), text)
  return uri
}
