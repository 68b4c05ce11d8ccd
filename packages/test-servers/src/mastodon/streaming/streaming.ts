import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { findAccount } from '../world/accounts.ts'
import { publish } from '../world/publish.ts'
import type { World } from '../world/world.ts'
import { EventStreams } from './event-streams.ts'
import { Sockets } from './sockets.ts'
import type { Place, Subscription } from './subscription.ts'
import type { StreamingControl } from './types.ts'

/** The streaming server of a sandbox: what happens in the world goes to those who listen. */
export class Streaming {
  readonly control: StreamingControl
  readonly #sockets: Sockets
  readonly #eventStreams: EventStreams

  constructor(place: Place) {
    this.#sockets = new Sockets(place)
    this.#eventStreams = new EventStreams(place)
    place.world.listen((happening) => {
      this.#sockets.onHappening(happening)
      this.#eventStreams.onHappening(happening)
    })
    this.control = controlOf(place.world, this.#sockets, this.#eventStreams)
  }

  upgrade(request: IncomingMessage, duplex: Duplex, head: Buffer): void {
    this.#sockets.upgrade(request, duplex, head)
  }

  /** Responds to a plain request for a stream where the server has none. */
  refusePlain(request: IncomingMessage, response: ServerResponse): boolean {
    return this.#sockets.refusePlain(request, response)
  }

  /** Goes on with an answer whose head has been sent. */
  openEvents(response: ServerResponse, subscription: Subscription, token: string): void {
    this.#eventStreams.open(response, subscription, token)
  }

  close(): void {
    this.#sockets.close()
    this.#eventStreams.close()
  }
}

function controlOf(world: World, sockets: Sockets, eventStreams: EventStreams): StreamingControl {
  return {
    get sockets() {
      return sockets.count
    },
    get eventStreams() {
      return eventStreams.count
    },
    get listening() {
      return [...sockets.listening, ...eventStreams.listening].map((key) => key.trimEnd())
    },
    messages: sockets.messages,
    emit: (stream, event, payload) => {
      const key = stream.includes(' ') ? stream : `${stream} `
      return sockets.emit(key, { event, payload }) + eventStreams.emit(key, { event, payload })
    },
    inject: (frame) => sockets.inject(frame),
    post: ({ id }, text) => publish(world, findAccount(world, id), 'sandbox', { status: text }).id,
    announce: (text) => {
      const id = world.nextId()
      const payload = world.draft('Announcement', { id, content: `<p>${text}</p>` })
      world.tell({ type: 'announcement', payload })
      return id
    },
    thump: () => eventStreams.thump(),
    closeAll: (code, reason) => {
      sockets.closeAll(code, reason)
      eventStreams.closeAll(true)
    },
    resetAll: () => {
      sockets.resetAll()
      eventStreams.closeAll(false)
    },
    stall: (on) => {
      sockets.isStalled = on
      eventStreams.isStalled = on
    },
    ignore: (on) => {
      sockets.isDeaf = on
    },
    refuseSockets: (status) => {
      sockets.refusal = status
    },
    refuseSubscriptions: (status) => {
      sockets.subscriptionRefusal = status
    },
    streamAsGoToSocial: () => {
      sockets.isGoToSocial = true
    },
  }
}
