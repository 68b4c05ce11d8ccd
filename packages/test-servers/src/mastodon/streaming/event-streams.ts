import type { ServerResponse } from 'node:http'
import type { Happening } from '../world/happenings.ts'
import { eventFor, type SentEvent } from './events.ts'
import { keyOf, type Place, type Subscription } from './subscription.ts'

const THUMP_EVERY = 15_000

interface Listener {
  readonly response: ServerResponse
  readonly subscription: Subscription
  readonly token: string
}

/** The answers that go on: one stream each, as server-sent events. */
export class EventStreams {
  /** Send nothing, thumps included. */
  isStalled = false
  readonly #place: Place
  readonly #listeners = new Set<Listener>()
  readonly #thumps: NodeJS.Timeout

  constructor(place: Place) {
    this.#place = place
    this.#thumps = setInterval(() => this.thump(), THUMP_EVERY)
    this.#thumps.unref()
  }

  get count(): number {
    return this.#listeners.size
  }

  /** The keys of all that is listened to. */
  get listening(): string[] {
    return [...this.#listeners].map(({ subscription }) => keyOf(subscription))
  }

  /** Goes on with an answer whose head has been sent. */
  open(response: ServerResponse, subscription: Subscription, token: string): void {
    const listener = { response, subscription, token }
    this.#listeners.add(listener)
    response.on('close', () => this.#listeners.delete(listener))
    response.on('error', () => response.destroy())
    response.write(':)\n')
  }

  onHappening(happening: Happening): void {
    for (const { response, subscription, token } of this.#listeners) {
      if (happening.type === 'revoked') {
        if (token === happening.token) response.end()
        continue
      }
      const event = eventFor(this.#place, subscription, happening)
      if (event) this.#write(response, event)
    }
  }

  /** Sends an event to all who listen to a stream. @returns how many do */
  emit(key: string, event: SentEvent): number {
    const fitting = [...this.#listeners].filter(({ subscription }) => keyOf(subscription) === key)
    for (const { response } of fitting) this.#write(response, event)
    return fitting.length
  }

  /** Says that the connection is alive. */
  thump(): void {
    if (this.isStalled) return
    for (const { response } of this.#listeners) response.write(':thump\n')
  }

  /** Ends every answer, or breaks it. */
  closeAll(isClean: boolean): void {
    for (const { response } of this.#listeners) {
      if (isClean) response.end()
      else response.destroy()
    }
  }

  close(): void {
    clearInterval(this.#thumps)
    this.closeAll(false)
  }

  #write(response: ServerResponse, { event, payload }: SentEvent): void {
    // A payload that is not there is written out as what JavaScript calls it, as the real server does.
    if (!this.isStalled) response.write(`event: ${event}\ndata: ${payload}\n\n`)
  }
}
