/** How much a queue should hold at most. */
export interface QueueLimits {
  readonly size: number
  /** Bytes of all items together. */
  readonly bytes: number
}

export interface BoundedQueueOptions<T> extends QueueLimits {
  /** The bytes of an item. */
  readonly bytesOf: (item: T) => number
  /** Called after each item that the loop takes. */
  readonly onTake?: () => void
}

/** How many places of items that were taken may stand before the rest. */
const MAX_GAP = 1_024

/**
 * Items that wait for a loop to take them: first in, first out, at the same cost however many there are. It takes more
 * than it should hold; whoever pushes decides what to do then.
 */
export class BoundedQueue<T> {
  readonly #options: BoundedQueueOptions<T>
  #items: (T | undefined)[] = []
  #head = 0
  #bytes = 0
  #hasEnded = false
  #failure: { readonly error: unknown } | undefined
  #wake = (): void => {}

  constructor(options: BoundedQueueOptions<T>) {
    this.#options = options
  }

  get length(): number {
    return this.#items.length - this.#head
  }

  /** Bytes of all that waits. */
  get bytes(): number {
    return this.#bytes
  }

  get isFull(): boolean {
    return this.length >= this.#options.size || this.#bytes >= this.#options.bytes
  }

  /** Whether it holds more than a share of what it should hold at most. */
  exceeds(share: number): boolean {
    const { size, bytes } = this.#options
    return this.length > size * share || this.#bytes > bytes * share
  }

  push(item: T): void {
    this.#items.push(item)
    this.#bytes += this.#options.bytesOf(item)
    this.#wake()
  }

  /** Takes the oldest item; `undefined` if there is none. */
  shift(): T | undefined {
    const item = this.#items[this.#head]
    if (item === undefined) return undefined
    this.#bytes -= this.#options.bytesOf(item)
    this.#items[this.#head++] = undefined
    if (this.#head === this.#items.length) this.clear()
    // Moving what is left is paid for by at least as many that were taken.
    else if (this.#head > MAX_GAP && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }

  /** Puts an item before all that wait. */
  unshift(item: T): void {
    if (this.#head > 0) this.#items[--this.#head] = item
    else this.#items.unshift(item)
    this.#bytes += this.#options.bytesOf(item)
  }

  /** Takes out the oldest items until the rest fits; keeps the newest, however large it is. */
  dropOldest(): T[] {
    const dropped: T[] = []
    while (this.exceeds(1) && this.length > 1) dropped.push(this.shift() as T)
    return dropped
  }

  /** The first item that waits and is such. */
  find(isWanted: (item: T) => boolean): T | undefined {
    return this.#items.find((item) => item !== undefined && isWanted(item))
  }

  clear(): void {
    this.#items = []
    this.#head = 0
    this.#bytes = 0
  }

  /** Ends the loop after the items that wait; with a failure, the loop throws it. */
  end(failure?: { readonly error: unknown }): void {
    this.#hasEnded = true
    this.#failure = failure
    this.#wake()
  }

  /** Takes item after item, until the end. */
  async *take(): AsyncGenerator<T, void> {
    for (;;) {
      for (let item = this.shift(); item !== undefined; item = this.shift()) {
        this.#options.onTake?.()
        yield item
      }
      if (this.#failure) throw this.#failure.error
      if (this.#hasEnded) return
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
