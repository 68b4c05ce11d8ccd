import { validationError } from '@typefed/core/internal'

/** Bluesky's chat service, which the account's server passes calls on to. */
export const CHAT_SERVICE = 'did:web:api.bsky.chat#bsky_chat'

const DID = /^did:[a-z]+:[\w.:%-]*[\w.-]$/

/**
 * The header that makes the account's server pass a call on to another service:
 * https://atproto.com/specs/xrpc#service-proxying
 *
 * Throws ValidationError if it names no service.
 *
 * @param service a DID and the name of a service in its document: `did:web:api.bsky.chat#bsky_chat`
 */
export function proxyHeader(service: string): Record<string, string> {
  const [did = '', name, ...rest] = service.split('#')
  if (!DID.test(did) || !name || !/^[\w.-]+$/.test(name) || rest.length > 0) {
    throw validationError(
      'proxy',
      [],
      'a DID and a service, such as did:web:example.com#service',
      'another text',
    )
  }
  return { 'atproto-proxy': service }
}

/** Throws ValidationError for a stream of a client whose calls are passed on: a stream is not. */
export function requireOwnServer(stream: string, headers: Record<string, string> = {}): void {
  if (!Object.keys(headers).some((name) => name.toLowerCase() === 'atproto-proxy')) return
  const expected = 'none, as a server passes no stream on: a client made with the URL of the service itself'
  throw validationError(`stream ${stream}`, ['proxy'], expected, 'that of withProxy() or withChat()')
}

export interface LabelerOptions {
  /** Whose `!takedown` labels take content away instead of marking it: of all, of none, or of these. Default: of none. */
  redact?: boolean | readonly string[]
}

/**
 * The header that names the labelers whose labels answers should carry: https://atproto.com/specs/label#labeler-headers
 * It takes the place of the service's own choice.
 *
 * Throws ValidationError for what is no DID.
 *
 * @param dids the labelers' DIDs; none: no labels
 */
export function labelersHeader(
  dids: readonly string[],
  { redact = false }: LabelerOptions = {},
): Record<string, string> {
  const redacts = (did: string) => (typeof redact === 'boolean' ? redact : redact.includes(did))
  for (const [index, did] of dids.entries()) {
    if (!DID.test(did)) throw validationError('labelers', [index], 'a DID', 'another text')
  }
  return { 'atproto-accept-labelers': dids.map((did) => (redacts(did) ? `${did};redact` : did)).join(', ') }
}
