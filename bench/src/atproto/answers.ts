import type { Answer } from '../workload.ts'

const DID = 'did:plc:a3k4v5w6x7y2z3a4b5c6d7e2'
const DAY = 86_400

/** A server that knows a login and a timeline, which has each of the bodies in turn. */
export function answersWith(bodies: readonly string[]): (path: string) => Answer | undefined {
  const timelines = bodies.map((text) => ({ body: Buffer.from(text) }))
  const session = JSON.stringify({
    did: DID,
    handle: 'alice.example',
    accessJwt: token('com.atproto.access', DAY),
    refreshJwt: token('com.atproto.refresh', 90 * DAY),
    active: true,
  })
  let turn = 0
  return (path) => {
    const nsid = /^\/xrpc\/([\w.]+)/.exec(path)?.[1]
    if (nsid === 'app.bsky.feed.getTimeline') return timelines[turn++ % timelines.length]
    if (nsid === 'com.atproto.server.createSession') return { body: Buffer.from(session) }
    return undefined
  }
}

/** A token that says when it ends and is signed by nobody. */
function token(scope: string, seconds: number): string {
  const now = Math.floor(Date.now() / 1000)
  const parts = [
    { typ: 'at+jwt', alg: 'ES256K' },
    { scope, sub: DID, iat: now, exp: now + seconds, aud: 'did:web:localhost' },
  ]
  return [...parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')), 'c2ln'].join('.')
}
