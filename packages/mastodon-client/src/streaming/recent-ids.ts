/** Ids that are remembered at least. */
const MEMORY = 1_000

/** The ids that came last. */
export class RecentIds {
  #young = new Set<string>()
  #old = new Set<string>()

  has(id: string): boolean {
    return this.#young.has(id) || this.#old.has(id)
  }

  add(id: string): void {
    if (this.#young.size >= MEMORY) {
      this.#old = this.#young
      this.#young = new Set()
    }
    this.#young.add(id)
  }
}
