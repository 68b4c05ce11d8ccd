/** A tie between two things, such as a follow or a favourite. */
export interface Edge<T> {
  /** Rises with time; what lists of ties are paged by. */
  id: string
  from: string
  to: string
  data: T
}

/** Ties of one kind, at most one from one thing to another. */
export class Edges<T = undefined> {
  readonly #nextId: () => string
  readonly #outgoing = new Map<string, Map<string, Edge<T>>>()
  readonly #incoming = new Map<string, Map<string, Edge<T>>>()

  constructor(nextId: () => string) {
    this.#nextId = nextId
  }

  /** Ties two things, or replaces what is said about their tie. */
  put(from: string, to: string, data: T): Edge<T> {
    const known = this.get(from, to)
    const edge = known ?? { id: this.#nextId(), from, to, data }
    edge.data = data
    place(this.#outgoing, from).set(to, edge)
    place(this.#incoming, to).set(from, edge)
    return edge
  }

  get(from: string, to: string): Edge<T> | undefined {
    return this.#outgoing.get(from)?.get(to)
  }

  has(from: string | undefined, to: string): boolean {
    return from !== undefined && this.get(from, to) !== undefined
  }

  /** @returns whether there was a tie */
  cut(from: string, to: string): boolean {
    this.#incoming.get(to)?.delete(from)
    return this.#outgoing.get(from)?.delete(to) ?? false
  }

  /** Cuts all ties to something that is no more. */
  cutAllTo(to: string): void {
    for (const edge of this.to(to)) this.cut(edge.from, to)
  }

  /** Ties that go out, newest first. */
  from(from: string): Edge<T>[] {
    return [...(this.#outgoing.get(from)?.values() ?? [])].toReversed()
  }

  /** Ties that come in, newest first. */
  to(to: string): Edge<T>[] {
    return [...(this.#incoming.get(to)?.values() ?? [])].toReversed()
  }

  countTo(to: string): number {
    return this.#incoming.get(to)?.size ?? 0
  }

  countFrom(from: string): number {
    return this.#outgoing.get(from)?.size ?? 0
  }
}

function place<T>(map: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const found = map.get(key) ?? new Map<string, T>()
  map.set(key, found)
  return found
}
