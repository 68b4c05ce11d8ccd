import type { ResponseError } from '@typefed/core'
import { responseError } from '@typefed/core/internal'
import { isFinalStatus } from '@typefed/core/socket'
import { askOverHttp } from './ask-over-http.ts'
import type { Connecting } from './connecting.ts'
import type { Envelope } from './envelope.ts'
import type { Outlet } from './source.ts'

/** What a refusal on a WebSocket is about. */
export interface Refused {
  /** The server does not stream these. */
  readonly final: ReadonlyMap<Outlet, ResponseError>
  /** The server may stream these later. */
  readonly passing: readonly Outlet[]
}

/**
 * Finds what a refusal on a WebSocket is about. The server does not say; if more than one channel may be meant, each is
 * asked for over HTTP.
 */
export async function findRefused(
  connecting: Connecting,
  { status, error }: Envelope & { readonly kind: 'refusal' },
  outlets: readonly Outlet[],
): Promise<Refused> {
  const suspects = outlets.filter(({ isConfirmed }) => !isConfirmed)
  const [only] = suspects
  if (only && outlets.length === 1 && status !== undefined) {
    const answer = {
      status,
      headers: new Headers(),
      error: '',
      description: connecting.hide(error),
      body: undefined,
    }
    if (!isFinalStatus(status)) return { final: new Map(), passing: [only] }
    return { final: new Map([[only, responseError(only.channel.data.stream, answer)]]), passing: [] }
  }
  const final = new Map<Outlet, ResponseError>()
  const passing: Outlet[] = []
  await Promise.all(
    suspects.map(async (suspect) => {
      const refusal = await askOverHttp(connecting, suspect.channel).catch(() => null)
      if (refusal && isFinalStatus(refusal.status)) final.set(suspect, refusal)
      // Asked for once more, a channel that the server streams stays as it is.
      else if (refusal !== undefined || (status !== undefined && !isFinalStatus(status)))
        passing.push(suspect)
    }),
  )
  return { final, passing }
}
