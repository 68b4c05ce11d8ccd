import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import MarkdownIt from 'markdown-it'
import type Token from 'markdown-it/lib/token.mjs'
import { DOCS } from './folders.ts'

/** A page of the site, taken apart. */
export interface Page {
  /** Below `docs`, without the ending: `guide/records`. */
  readonly name: string
  /** What stands between the dashes at the top. */
  readonly settings: Readonly<Record<string, string>>
  /** The parts of the Markdown; `map` tells their lines, from 0. */
  readonly tokens: readonly Token[]
}

const markdown = new MarkdownIt({ html: true })
const FRONT_MATTER = /^---\n([\s\S]*?)\n---\n/

/** Reads a page. Line numbers are those of the file. */
export function parsePage(name: string, text: string): Page {
  const [head = '', lines = ''] = FRONT_MATTER.exec(text) ?? []
  const settings = Object.fromEntries(
    lines.split('\n').flatMap((line) => {
      const [, key, value] = /^(\w+): (.+)$/.exec(line) ?? []
      return key === undefined || value === undefined ? [] : [[key, value]]
    }),
  )
  const body = '\n'.repeat(head.split('\n').length - 1) + text.slice(head.length)
  return { name, settings, tokens: markdown.parse(body, {}) }
}

/** The pages that people wrote, below these folders. */
export function readPages(...folders: readonly string[]): Page[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.md`, { cwd: DOCS }))
    .toSorted()
    .map((path) => parsePage(path.replace(/\.md$/, ''), readFileSync(join(DOCS, path), 'utf8')))
}

/** A page by its name, `guide/records`. Throws an Error if there is none. */
export function readPage(name: string): Page {
  const page = readPages(name.slice(0, name.indexOf('/'))).find((one) => one.name === name)
  if (!page) throw new Error(`there is no page ${name}`)
  return page
}
