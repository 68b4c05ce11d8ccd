import { fileURLToPath } from 'node:url'
import { show } from '@typefed/test-servers/editor'
import { describe, expect, test, vi } from 'vitest'
import { firehose, jetstream } from '../../src/streaming/index.ts'
import { scripted } from './support.ts'

const PROGRAM = `
import { AtprotoClient } from '../../src/index.ts'
import { firehose, jetstream } from '../../src/streaming/index.ts'
firehose('wss://relay.test', { collections: ['app.bsky.feed.post', '/*1*/'] })
jetstream({ collections: ['/*2*/'] })
new AtprotoClient().firehose({ collections: ['/*3*/'] })
firehose('wss://relay.test', { collections: ['app.bsky.*', 'com.example.anything', '*'] })
`

describe('collections', () => {
  const { completionsAt } = show(fileURLToPath(new URL('.', import.meta.url)), PROGRAM)

  test.each(['1', '2', '3'])('are offered by an editor: %s', (mark) => {
    expect(completionsAt(mark)).toEqual(
      expect.arrayContaining(['app.bsky.feed.like', 'app.bsky.actor.profile']),
    )
  })

  const open = {
    firehose: (options: object) => firehose('wss://relay.test', options),
    jetstream: (options: object) => jetstream({ service: 'wss://jetstream.test', ...options }),
  }

  test.each(['firehose', 'jetstream'] as const)(
    'of a %s that no lexicon has are warned of once',
    async (name) => {
      const warnings: string[] = []
      const { WebSocket } = scripted({ frames: [] })
      const stream = open[name]({
        WebSocket,
        reconnect: false,
        collections: ['app.bsky.feed.posts', 'app.bsky.feed.post', 'app.bsky.*', 'com.example.posts', '*'],
        onWarning: ({ message }: Error) => void warnings.push(message),
        validate: 'off',
      })
      expect(await Array.fromAsync(stream)).toEqual([])
      expect(warnings).toEqual([
        'stream is not valid: collections[0]: expected a collection of app.bsky, or a pattern such as app.bsky.*, got "app.bsky.feed.posts"',
      ])
    },
  )

  test('are warned of on the console by default', async () => {
    using warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { WebSocket } = scripted({ frames: [] })
    await Array.fromAsync(
      firehose('wss://relay.test', { WebSocket, reconnect: false, collections: ['chat.bsky.a'] }),
    )
    expect(warn).toHaveBeenCalledOnce()
  })
})
