import { Transform, type TransformCallback } from 'node:stream'

/** Lets a number of bytes pass, then cuts or stalls; can also be closed and opened at will. */
export class Gate extends Transform {
  #left = Number.POSITIVE_INFINITY
  #cut: (() => void) | undefined
  #shut = false
  #held: (() => void) | undefined

  /** After `bytes` more, calls `cut`, or stalls when there is none. */
  limit(bytes: number, cut?: () => void): void {
    this.#left = bytes
    this.#cut = cut
    this.#shut = bytes === 0 && cut === undefined
  }

  /** Lets nothing through from now on. */
  shut(): void {
    this.#shut = true
  }

  /** Lets everything through from now on, what was held back first. */
  open(): void {
    this.#left = Number.POSITIVE_INFINITY
    this.#shut = false
    const held = this.#held
    this.#held = undefined
    held?.()
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#pass(chunk, done)
  }

  override _flush(done: TransformCallback): void {
    if (this.#shut) this.#held = () => done()
    else done()
  }

  #pass(chunk: Buffer, done: TransformCallback): void {
    if (this.#shut) {
      this.#held = () => this.#pass(chunk, done)
      return
    }
    if (chunk.length < this.#left) {
      this.#left -= chunk.length
      done(null, chunk)
      return
    }
    const rest = chunk.subarray(this.#left)
    if (this.#left > 0) this.push(chunk.subarray(0, this.#left))
    if (this.#cut) {
      // `done` is never called: the connection goes away instead.
      setImmediate(this.#cut)
      return
    }
    this.#shut = true
    this.#held = () => this.#pass(rest, done)
  }
}
