/** How many places that were left may stand before the rest. */
const MAX_GAP = 1_024

/** First in, first out, at the same cost however long it is. */
export class FrameQueue<T> {
  readonly #sizeOf: (item: T) => number
  #items: (T | undefined)[] = []
  #head = 0
  #size = 0

  /** @param sizeOf the bytes of an item. Default: they are not counted. */
  constructor(sizeOf: (item: T) => number = () => 0) {
    this.#sizeOf = sizeOf
  }

  /** The bytes of all that waits. */
  get size(): number {
    return this.#size
  }

  get length(): number {
    return this.#items.length - this.#head
  }

  push(item: T): void {
    this.#items.push(item)
    this.#size += this.#sizeOf(item)
  }

  /** Takes the oldest out; `undefined` if there is none. */
  shift(): T | undefined {
    const item = this.#items[this.#head]
    if (item === undefined) return undefined
    this.#size -= this.#sizeOf(item)
    this.#items[this.#head++] = undefined
    if (this.#head === this.#items.length) this.clear()
    // Moving what is left is paid for by at least as many that were taken out.
    else if (this.#head > MAX_GAP && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }

  clear(): void {
    this.#items = []
    this.#head = 0
    this.#size = 0
  }
}
