import { LoginRequiredError } from '@typefed/core'
import type { CallableEndpoint } from '@typefed/core/internal'

/** A client that calls endpoints by their description, with a tree or without. */
export interface Caller {
  /** The DID of the account that is logged in, if one is. */
  readonly did: string | undefined
  call<A extends unknown[], O>(endpoint: CallableEndpoint<A, O>, ...args: A): Promise<O>
}

/**
 * The DID of the account that is logged in. Throws LoginRequiredError if none is.
 *
 * @param what the call that needs it: `sendPost()`
 */
export function requireDid(client: Caller, what: string): string {
  if (!client.did) throw new LoginRequiredError(what)
  return client.did
}
