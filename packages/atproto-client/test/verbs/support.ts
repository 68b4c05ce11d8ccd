import type { SharedNetwork } from '@typefed/test-servers/vitest'
import { PasswordSession, XrpcClient } from '../../src/slim.ts'

/** A slim client of an account of a test's own, as the functions take it. */
export async function someone(network: SharedNetwork): Promise<XrpcClient & { did: string }> {
  const { handle: identifier, password } = await network.createAccount()
  const session = await PasswordSession.login({ service: network.pds.url, identifier, password })
  return new XrpcClient({ session }) as XrpcClient & { did: string }
}
