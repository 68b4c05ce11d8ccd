import { randomBytes } from 'node:crypto'
import { xrpc } from './xrpc.ts'

/** What to create an account with; whatever is left out is made up. */
export interface NewAccount {
  /** `alice.test`, or `alice` for the same. The first label has 3 to 18 characters. */
  handle?: string
  password?: string
  email?: string
}

/** An account, with the session that its creation opened. */
export interface Account {
  did: string
  handle: string
  password: string
  email: string
  accessJwt: string
  refreshJwt: string
}

/** Creates an account through the public endpoint of the PDS at `service`. */
export async function createAccount(service: string, account: NewAccount = {}): Promise<Account> {
  const name = account.handle ?? `user-${randomBytes(5).toString('hex')}`
  const handle = name.includes('.') ? name : `${name}.test`
  const password = account.password ?? `password-${randomBytes(8).toString('hex')}`
  const email = account.email ?? `${handle.replaceAll('.', '-')}@example.com`
  const session = await xrpc<{ did: string; handle: string; accessJwt: string; refreshJwt: string }>(
    service,
    'com.atproto.server.createAccount',
    { input: { handle, password, email } },
  )
  const { did, accessJwt, refreshJwt } = session
  return { did, handle: session.handle, password, email, accessJwt, refreshJwt }
}

/** Applies or lifts a takedown of an account, as the administrator of the PDS. */
export async function setTakedown(
  service: string,
  adminPassword: string,
  did: string,
  applied: boolean,
): Promise<void> {
  await xrpc(service, 'com.atproto.admin.updateSubjectStatus', {
    authorization: `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}`,
    input: {
      subject: { $type: 'com.atproto.admin.defs#repoRef', did },
      takedown: applied ? { applied, ref: 'test' } : { applied },
    },
  })
}
