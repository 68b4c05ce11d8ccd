/** Streams whose messages are one object each: offered as a subprotocol, in JSON and in CBOR. */
import { encode } from '@atcute/cbor'
import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { AtprotoClient } from '../index.ts'
import { decodeFrame } from './frame.ts'

const NSID = 'network.bsky.jetstream.subscribeEvents'
const JSON_STREAM = { name: NSID, subprotocol: 'xrpc.v1.json' }
const CBOR_STREAM = { name: NSID, subprotocol: 'xrpc.v1.cbor' }

const info = { $type: `${NSID}#info`, name: 'OutdatedCursor' }
const commit = {
  $type: `${NSID}#commit`,
  seq: 7,
  did: 'did:plc:ewvi7nxzyoun6zhxrhs64oiz',
  time: '2026-08-15T10:20:30.000123Z',
  rev: '3jzfcijpj2z2a',
  operation: 'delete',
  collection: 'app.bsky.feed.like',
  rkey: '3jzfcijpj2z2b',
}
const message = (payload: unknown) => JSON.stringify({ $type: 'message', payload })

const servers: WebSocketServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

/** A server that takes the subprotocol, sends the frames and closes; returns what was offered to it. */
async function serve(frames: readonly (string | Uint8Array)[]): Promise<{ url: string; offered: string[] }> {
  const offered: string[] = []
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: (protocols) => {
      offered.push(...protocols)
      return protocols.has('xrpc.v1.json') ? 'xrpc.v1.json' : false
    },
  })
  servers.push(server)
  server.on('connection', (socket: WebSocket) => {
    for (const frame of frames) socket.send(frame)
    socket.close(1000)
  })
  await new Promise((resolve) => server.on('listening', resolve))
  const { port } = server.address() as { port: number }
  return { url: `http://127.0.0.1:${port}`, offered }
}

function follow(service: string, options: { onError?: (error: Error) => void } = {}) {
  const client = new AtprotoClient({ service })
  return Array.fromAsync(client.network.bsky.jetstream.subscribeEvents({}, { reconnect: false, ...options }))
}

describe('a stream of JSON', () => {
  test('offers its subprotocol, and gives the messages in the envelopes', async () => {
    const { url, offered } = await serve([message(info), message(commit)])
    expect(await follow(url)).toEqual([info, commit])
    expect(offered).toEqual(['xrpc.v1.json'])
  })

  test('hands on messages of unknown kinds, and passes over unknown envelopes', async () => {
    const newer = { $type: `${NSID}#newer`, seq: 8, any: [1] }
    const { url } = await serve([JSON.stringify({ $type: 'ping' }), message(commit), message(newer)])
    expect(await follow(url)).toEqual([commit, newer])
  })

  test('reports frames that cannot be read, and goes on', async () => {
    const errors: string[] = []
    const frames = [
      '{',
      '[]',
      '{}',
      '{"$type":"error"}',
      message(null),
      message({}),
      encode({}),
      message(commit),
    ]
    const { url } = await serve(frames)
    const onError = ({ message: text }: Error) => void errors.push(text)
    expect(await follow(url, { onError })).toEqual([commit])
    expect(errors).toHaveLength(frames.length - 1)
    expect(new Set(errors)).toEqual(new Set([`${NSID}: a frame that cannot be read`]))
  })

  test('ends with the error that the server sends', async () => {
    const { url } = await serve([JSON.stringify({ $type: 'error', error: 'Gone', message: 'for good' })])
    await expect(follow(url)).rejects.toMatchObject({ name: 'StreamError', error: 'Gone' })
  })
})

test('a frame of CBOR is one object too', () => {
  expect(decodeFrame(CBOR_STREAM, encode({ $type: 'message', payload: info }))).toEqual(info)
  expect(decodeFrame(CBOR_STREAM, encode({ $type: 'later' }))).toBeUndefined()
  expect(() => decodeFrame(CBOR_STREAM, encode({ $type: 'error', error: 'Gone' }))).toThrow('Gone')
  expect(() => decodeFrame(CBOR_STREAM, message(info))).toThrow(TypeError)
})

test('a short name of a kind gets the name of the stream', () => {
  expect(decodeFrame(JSON_STREAM, message({ $type: '#info' }))).toEqual({ $type: `${NSID}#info` })
})

test('whatever JSON comes, a frame is a message, nothing, or an error', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.json().map((text) => `{"$type":"message","payload":${text}}`),
      ),
      (text) => {
        try {
          const found = decodeFrame(JSON_STREAM, text)
          expect(found === undefined || typeof found.$type === 'string').toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
      },
    ),
  )
})
