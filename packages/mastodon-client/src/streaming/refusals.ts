import type { ResponseError } from '@typefed/core'
import { responseError } from '@typefed/core/internal'
import { isFinalStatus } from '@typefed/core/socket'
import { askOverHttp } from './ask-over-http.ts'
import type { Connecting } from './connecting.ts'
import type { Envelope } from './envelope.ts'
import type { Outlet } from './source.ts'

/**
 * Finds what a refusal on a WebSocket is about. The server does not say; if more than one channel may be meant, each is
 * asked for over HTTP.
 */
export async function findRefused(
  connecting: Connecting,
  { status, error }: Envelope & { readonly kind: 'refusal' },
  outlets: readonly Outlet[],
): Promise<Map<Outlet, ResponseError>> {
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
    return new Map([[only, responseError(only.channel.data.stream, answer)]])
  }
  const refused = new Map<Outlet, ResponseError>()
  await Promise.all(
    suspects.map(async (suspect) => {
      const refusal = await askOverHttp(connecting, suspect.channel).catch(() => undefined)
      if (refusal && isFinalStatus(refusal.status)) refused.set(suspect, refusal)
    }),
  )
  return refused
}
