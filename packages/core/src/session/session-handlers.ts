/**
 * What happened to a session: it was taken over (`import`), made by a login (`create`), renewed (`refresh`), or ended
 * by the server (`expire`).
 */
export type SessionEvent = 'import' | 'create' | 'refresh' | 'expire'

/** Receives a change, and is awaited before the call that caused it goes on: the place to save the session. */
export type SessionHandler<S> = (event: SessionEvent, session: S) => unknown

/** Handlers that are called one after the other. One that throws is reported, and neither session nor call is lost. */
export class SessionHandlers<S> {
  readonly #handlers = new Set<SessionHandler<S>>()
  readonly #onError: (error: unknown) => void

  /** @param onError receives the error of a handler; default `console.error` */
  constructor(handler: SessionHandler<S> | undefined, onError: (error: unknown) => void = console.error) {
    if (handler) this.#handlers.add(handler)
    this.#onError = onError
  }

  /** Adds a handler; returns what removes it. */
  add(handler: SessionHandler<S>): () => void {
    this.#handlers.add(handler)
    return () => void this.#handlers.delete(handler)
  }

  async notify(event: SessionEvent, session: S): Promise<void> {
    for (const handler of this.#handlers) {
      try {
        await handler(event, session)
      } catch (error) {
        this.#onError(error)
      }
    }
  }
}
