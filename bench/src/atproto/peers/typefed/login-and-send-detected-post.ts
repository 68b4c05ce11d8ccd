import { detectFacets } from '@typefed/atproto-client/rich-text'
import { PasswordSession, resolveHandle, sendPost, XrpcClient } from '@typefed/atproto-client/slim'
import type { Credentials } from '../../credentials.ts'

export async function run(credentials: Credentials, text: string): Promise<string> {
  const session = await PasswordSession.login(credentials)
  const client = new XrpcClient({ session })
  const detect = (plain: string) =>
    detectFacets(plain, { resolveHandle: (handle) => resolveHandle(client, handle) })
  const { uri } = await sendPost(client, text, { detect })
  return uri
}
