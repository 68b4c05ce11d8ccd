import { DID, HANDLE } from './fetch-double.ts'

const TIME = '2026-01-02T03:04:05.678Z'
const JETSTREAM = 'network.bsky.jetstream.subscribeEvents'

/** The host of a relay that has a commit which is too big to be sent. */
export const BIG_RELAY = 'big.example.com'

/** A frame of `#commit` with `tooBig`, and neither operations nor blocks. */
const TOO_BIG =
  'omF0ZyNjb21taXRib3ABqmNvcHOAY3Jldm0zbHp6enp6enp6MjIyY3NlcQFkcmVwb3ggZGlkOnBsYzpld3ZpN254enlvdW42emh4cmhzNjRvaXpkdGltZXgYMjAyNi0wMS0wMlQwMzowNDowNS42NzhaZWJsb2JzgGVzaW5jZfZmY29tbWl02CpYJQABcRIg47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFVmcmViYXNl9GZ0b29CaWf1'

/** Plays the streams of both networks: an event each, when it is open or when it is asked for one. */
export class SocketDouble extends EventTarget {
  binaryType = 'arraybuffer'
  readyState = 0
  readonly #host: string
  readonly #path: string

  constructor(url: string | URL) {
    super()
    const { host, pathname } = new URL(url)
    this.#host = host
    this.#path = pathname
    queueMicrotask(() => this.#open())
  }

  send(): void {
    if (this.#path === '/api/v1/streaming') {
      this.#receive(JSON.stringify({ stream: ['user'], event: 'delete', payload: '1' }))
    }
  }

  close(): void {
    this.readyState = 3
    queueMicrotask(() =>
      this.dispatchEvent(Object.assign(new Event('close'), { code: 1000, reason: '', wasClean: true })),
    )
  }

  #open(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
    const identity = { did: DID, handle: HANDLE, seq: 1, time: TIME }
    if (this.#path === '/xrpc/com.atproto.sync.subscribeRepos') {
      if (this.#host === BIG_RELAY)
        this.#receive(Uint8Array.from(atob(TOO_BIG), (letter) => letter.charCodeAt(0)).buffer)
      const frame = [...encode({ op: 1, t: '#identity' }), ...encode(identity)]
      this.#receive(new Uint8Array(frame).buffer)
    }
    if (this.#path === `/xrpc/${JETSTREAM}`) {
      const payload = { $type: `${JETSTREAM}#identity`, seq: 1, did: DID, time: TIME, identity }
      this.#receive(JSON.stringify({ $type: 'message', payload }))
    }
  }

  #receive(data: string | ArrayBuffer): void {
    queueMicrotask(() => this.dispatchEvent(Object.assign(new Event('message'), { data })))
  }
}

/** DAG-CBOR of an object of short strings and of numbers below 24: keys are sorted by length, then by letters. */
function encode(object: Readonly<Record<string, string | number>>): number[] {
  const keys = Object.keys(object).toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))
  return [
    0xa0 + keys.length,
    ...keys.flatMap((key) => [...encodeValue(key), ...encodeValue(object[key] ?? '')]),
  ]
}

function encodeValue(value: string | number): number[] {
  if (typeof value === 'number') return [value]
  const bytes = new TextEncoder().encode(value)
  return [...(bytes.length < 24 ? [0x60 + bytes.length] : [0x78, bytes.length]), ...bytes]
}
