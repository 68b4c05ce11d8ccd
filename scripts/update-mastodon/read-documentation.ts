import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathKey } from '../../specs/mastodon/src/compare/lines.ts'

/** Something that Mastodon's documentation tells of. */
export type Documented = DocumentedOperation | DocumentedParameter | DocumentedField

interface Told {
  /** The version that brought it, where that is said. */
  readonly since?: string | undefined
}

export interface DocumentedOperation extends Told {
  readonly kind: 'operation'
  /** `GET /api/v1/lists/{}` */
  readonly operation: string
}

export interface DocumentedParameter extends Told {
  readonly kind: 'parameter'
  readonly operation: string
  readonly place: 'query' | 'form'
  readonly name: string
}

export interface DocumentedField extends Told {
  readonly kind: 'field'
  /** `Admin::Account` */
  readonly entity: string
  /** `source`, `note`: the second is inside the first. */
  readonly path: readonly string[]
}

const REQUEST = /^(GET|POST|PUT|PATCH|DELETE) (?:https:\/\/mastodon\.example)?(\/\S*) HTTP\/1\.1$/
const PLACES: Readonly<Record<string, DocumentedParameter['place']>> = {
  'query parameters': 'query',
  'form data parameters': 'form',
}
const ADDED = /^(\d+\.\d+\.\d+) - added\b/

/** Reads a checkout of the repository `mastodon/documentation`. @throws Error if there is no documentation in the folder */
export function readDocumentation(folder: string): Documented[] {
  const pages = (kind: string): string[] =>
    globSync(`content/en/${kind}/**/*.md`, { cwd: folder })
      .filter((file) => basename(file) !== '_index.md')
      .toSorted()
      .map((file) => readFileSync(join(folder, file), 'utf8'))
  const all = [...pages('methods').flatMap(readMethods), ...pages('entities').flatMap(readEntities)]
  if (all.length === 0) throw new Error(`${folder}: expected content/en/methods and content/en/entities`)
  return all
}

/** The operations of a page, each with its parameters. */
export function readMethods(page: string): Documented[] {
  return sections(page, /^## /).flatMap((section) => {
    const lines = section.split('\n')
    const request = lines.map((line) => REQUEST.exec(line.trim())).find((match) => match !== null)
    if (!request) return []
    const [, method = '', address = ''] = request
    const path = (address.split('?')[0] ?? '').replaceAll(/:(\w+)/g, '{$1}')
    const operation = `${method} ${pathKey(path)}`
    return [{ kind: 'operation', operation, since: added(lines) }, ...readParameters(operation, section)]
  })
}

function readParameters(operation: string, section: string): DocumentedParameter[] {
  return sections(section, /^#{3,6} /).flatMap((part) => {
    const [title = '', ...lines] = part.split('\n')
    const place =
      PLACES[
        title
          .replaceAll(/^#+|\{#[^{}]*\}/g, '')
          .trim()
          .toLowerCase()
      ]
    if (place === undefined) return []
    // A term, and its explanation on the next line.
    const terms = lines.filter((_, index) => lines[index + 1]?.startsWith(':') === true)
    const names = new Set(terms.map((term) => term.trim().replaceAll('`', '').split('[')[0] ?? ''))
    return [...names].map((name): DocumentedParameter => ({ kind: 'parameter', operation, place, name }))
  })
}

/** The fields of the entities of a page: those of its title, and those of headings such as `MutedAccount entity attributes`. */
export function readEntities(page: string): DocumentedField[] {
  const title = /^title: ["']?([\w:]+)/m.exec(page)?.[1]
  if (title === undefined) return []
  return sections(page, /^## /).flatMap((section) => {
    const heading = section.split('\n', 1)[0] ?? ''
    const entity = /^## ([\w:]+) (?:entity )?attributes/.exec(heading)?.[1]
    if (entity === undefined && !heading.startsWith('## Attributes')) return []
    return sections(section, /^#{3,4} /).flatMap((part) => readField(entity ?? title, part))
  })
}

function readField(entity: string, part: string): DocumentedField[] {
  const lines = part.split('\n')
  const name = /^#{3,4} `([^`]+)`/.exec(lines[0] ?? '')?.[1]
  if (name === undefined) return []
  const path = name.split(/[[\].]+/).filter((step) => step !== '' && step !== '*')
  return [{ kind: 'field', entity, path, since: added(lines) }]
}

function added(lines: readonly string[]): string | undefined {
  return lines.map((line) => ADDED.exec(line)?.[1]).find((version) => version !== undefined)
}

/** The parts of a text that begin with such a heading; what is before the first is left out. */
function sections(text: string, heading: RegExp): string[] {
  const found: string[][] = []
  for (const line of text.split('\n')) {
    if (heading.test(line)) found.push([])
    found.at(-1)?.push(line)
  }
  return found.map((lines) => lines.join('\n'))
}
