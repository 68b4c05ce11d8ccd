import { Firehose, type FirehoseOptions } from '@atproto/sync'
import type { Take } from '../../../stream.ts'

/** Follows a server, whose accounts' keys are known. */
export async function followWith(
  server: string,
  take: Take,
  options: Partial<FirehoseOptions>,
  keys: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const did = { resolveAtprotoKey: async (did: string) => keys.get(did), resolve: async () => null }
  const firehose = new Firehose({
    service: server.replace('http', 'ws'),
    idResolver: { did } as unknown as FirehoseOptions['idResolver'],
    handleEvent: take,
    onError: (error) => {
      throw error
    },
    ...options,
  })
  await firehose.start()
}
