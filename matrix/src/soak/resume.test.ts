import { AtprotoClient, Writes } from '@typefed/atproto-client'
import { note } from '@typefed/atproto-client/dev.typefed.example.note'
import { firehose } from '@typefed/atproto-client/streaming'
import { startAtprotoNetwork } from '@typefed/test-servers/atproto'
import { faultyFront } from '@typefed/test-servers/faults'
import { expect, test, vi } from 'vitest'

const createdAt = '2026-01-31T12:00:00.000Z'
const ROUNDS = 20
const NOTES = 1_000

/** As long as it takes, on a busy machine too. */
const HALF_AN_HOUR = 1_800_000

test(
  '20,000 records come once each and in order, while sockets are cut and the server is restarted',
  async () => {
    await using network = await startAtprotoNetwork()
    await using front = await faultyFront(network.pds.url)
    const { handle, password } = await network.createAccount()
    await using client = new AtprotoClient({ service: network.pds.url })
    await client.login({ identifier: handle, password })
    const texts: number[] = []
    let [opens, drops] = [0, 0]
    const stream = firehose(front.url, {
      collections: [note.nsid as 'dev.typefed.example.note'],
      cursor: 0,
      reconnect: { stableAfter: 0 },
      onStatus: ({ type }) => {
        if (type === 'open') opens++
        if (type === 'drop') drops++
      },
    })
    const ended = (async () => {
      for await (const event of stream)
        if (event.kind === 'commit' && event.action === 'create') texts.push(Number(event.record.text))
    })()
    for (let round = 0; round < ROUNDS; round++) {
      const writes = new Writes()
      for (let i = 0; i < NOTES; i++) writes.create(note, { text: String(round * NOTES + i), createdAt })
      await writes.apply(client)
      await vi.waitFor(() => expect(opens).toBeGreaterThan(round), HALF_AN_HOUR)
      // What was written last is on its way.
      front.dropSockets()
      if (round === ROUNDS / 2) await network.restartPds()
    }
    await vi.waitFor(() => expect(texts.length).toBeGreaterThanOrEqual(ROUNDS * NOTES), HALF_AN_HOUR)
    await stream.close()
    await ended
    expect(texts).toEqual(Array.from({ length: ROUNDS * NOTES }, (_, i) => i))
    // A cut that falls together with the restart is one loss with it.
    expect(drops).toBeGreaterThanOrEqual(ROUNDS - 1)
  },
  HALF_AN_HOUR,
)
