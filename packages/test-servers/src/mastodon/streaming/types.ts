import type { SandboxUser } from '../types.ts'

/** What a client sent on a socket. */
export interface ClientMessage {
  readonly type: string
  readonly stream: string
  readonly tag?: string
  readonly list?: string
}

/** What can be made of the streaming part of a sandbox, and seen of it. */
export interface StreamingControl {
  /** How many WebSockets are open. */
  readonly sockets: number
  /** How many answers of server-sent events are open. */
  readonly eventStreams: number
  /** What is listened to, once for each who does: `user`, `hashtag cats`. */
  readonly listening: readonly string[]
  /** What clients have sent on sockets, oldest first. */
  readonly messages: readonly ClientMessage[]
  /**
   * Sends an event to all who listen to a stream, whatever it is.
   *
   * @param stream its name, with its tag or list after a space: `hashtag cats`
   * @param payload as text; undefined: none
   * @returns how many listen
   */
  emit(stream: string, event: string, payload?: string): number
  /** Sends a frame as it is on every socket. */
  inject(frame: string | Uint8Array): void
  /** Has somebody publish a public post, and tells all whom it concerns. @returns its id */
  post(author: SandboxUser, text: string): string
  /** Publishes an announcement to all user streams. @returns its id */
  announce(text: string): string
  /** Sends `:thump` to every stream of server-sent events, as happens every 15 seconds. */
  thump(): void
  /** Closes every socket and ends every stream. @param code default: none, as when a token is revoked */
  closeAll(code?: number, reason?: string): void
  /** Breaks every connection without a closing handshake. */
  resetAll(): void
  /** Keeps connections open and sends nothing any more, until it is called with false. */
  stall(on: boolean): void
  /** Neither reads nor answers what clients send from now on, as a connection that died without a word. */
  ignore(on: boolean): void
  /** Answers upgrades with a status from now on; undefined: accepts them again. */
  refuseSockets(status: number | undefined): void
  /** Refuses subscriptions with a status from now on, by message and by address; undefined: accepts them again. */
  refuseSubscriptions(status: number | undefined): void
  /**
   * Streams as GoToSocial does from now on: a subscription by message is taken for some streams only, an event is sent once a
   * socket under the first stream that fits, and lists are named in one: `list:01H…`.
   */
  streamAsGoToSocial(): void
}
