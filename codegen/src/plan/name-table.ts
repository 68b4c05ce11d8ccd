/** A notice about a name that had to give way. */
export type Notify = (message: string) => void

/** The names of one kind in one module. A name goes to who asks first; who comes later gets `name_`, `name_2`, … */
export class NameTable {
  readonly #where: string
  readonly #reserved: ReadonlySet<string>
  readonly #notify: Notify
  readonly #owners = new Map<string, string>()

  constructor(where: string, reserved: ReadonlySet<string>, notify: Notify) {
    this.#where = where
    this.#reserved = reserved
    this.#notify = notify
  }

  /** Takes a name for an owner, or the next one that is free. */
  take(wanted: string, owner: string): string {
    const rival = this.#reserved.has(wanted) ? 'a reserved word' : this.#owners.get(wanted)
    let name = wanted
    for (let count = 1; this.has(name); count++) name = count === 1 ? `${wanted}_` : `${wanted}_${count}`
    if (rival !== undefined) {
      this.#notify(
        `${this.#where}: ${owner} and ${rival} are both called ${wanted}: ${owner} becomes ${name}`,
      )
    }
    this.#owners.set(name, owner)
    return name
  }

  has(name: string): boolean {
    return this.#reserved.has(name) || this.#owners.has(name)
  }
}
