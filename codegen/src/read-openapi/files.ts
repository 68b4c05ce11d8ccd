import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CORE_SCHEMA, load } from 'js-yaml'
import { joinPath } from '../model/problem.ts'

export type Data = Readonly<Record<string, unknown>>

/** A place in a file. */
export interface At {
  /** Absolute. */
  readonly file: string
  /** For messages: `paths["/api/v1/apps"].post`. */
  readonly path: string
}

/** What stands at a place. */
export interface Found<T = unknown> {
  readonly node: T
  readonly at: At
}

/** Says what is wrong at a place. */
export type Report = (at: At, message: string) => void

/** The files of a description, read when a reference first leads to them. */
export class Files {
  readonly #report: Report
  readonly #contents = new Map<string, unknown>()

  constructor(report: Report) {
    this.#report = report
  }

  /** The files that were read so far. */
  get names(): string[] {
    return [...this.#contents.keys()]
  }

  root(file: string): Found {
    return { node: this.#read(file, { file, path: '' }), at: { file, path: '' } }
  }

  /** What a reference leads to, through any number of references. Whatever is wrong is reported once. */
  follow(ref: string, from: At): (Found<Data> & { readonly key: string }) | undefined {
    const seen = new Set<string>()
    let [next, place] = [ref, from]
    for (;;) {
      const found = this.#step(next, place)
      if (!found) return undefined
      const { $ref } = found.node
      if (typeof $ref !== 'string') return found
      if (seen.has(found.key)) {
        this.#report(from, `"${ref}" refers to itself`)
        return undefined
      }
      seen.add(found.key)
      ;[next, place] = [$ref, found.at]
    }
  }

  #step(ref: string, from: At): (Found<Data> & { readonly key: string }) | undefined {
    const at = within(from, '$ref')
    const [target = '', pointer = ''] = ref.split('#')
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) {
      this.#report(at, `"${ref}" is somewhere else: only files beside this one are read`)
      return undefined
    }
    const file = target === '' ? from.file : resolve(dirname(from.file), decodeURI(target))
    const keys = pointer
      .split('/')
      .slice(1)
      .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'))
    let place: At = { file, path: '' }
    let node = this.#read(file, at)
    if (node === undefined) return undefined
    for (const key of keys) {
      place = within(place, key)
      node = (node as Data | undefined)?.[key]
      if (node === undefined) break
    }
    if (isData(node)) return { node, at: place, key: `${file}#${keys.join('/')}` }
    this.#report(at, `"${ref}" leads to ${node === undefined ? 'nothing' : 'something that is no object'}`)
    return undefined
  }

  #read(file: string, from: At): unknown {
    if (!this.#contents.has(file)) this.#contents.set(file, this.#parse(file, from))
    return this.#contents.get(file)
  }

  #parse(file: string, from: At): unknown {
    if (!existsSync(file)) {
      this.#report(from, from.file === file ? 'the file does not exist' : `there is no file ${file}`)
      return undefined
    }
    const text = readFileSync(file, 'utf8')
    try {
      return file.endsWith('.json') ? (JSON.parse(text) as unknown) : load(text, { schema: CORE_SCHEMA })
    } catch (error) {
      const [reason] = (error as Error).message.split('\n')
      this.#report({ file, path: '' }, `expected ${file.endsWith('.json') ? 'JSON' : 'YAML'}: ${reason}`)
      return undefined
    }
  }
}

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function within(at: At, key: string | number): At {
  return { file: at.file, path: joinPath(at.path, key) }
}
