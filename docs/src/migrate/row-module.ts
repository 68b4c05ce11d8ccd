import { givenTo, importGiven } from '../blocks/to-module.ts'
import type { Page } from '../pages/page.ts'
import { readRows, type Row } from './rows.ts'

/**
 * Makes a module of the right-hand sides of a page: one function a row, on the line of that row.
 *
 * On a page whose `rows` are `operations`, a name in a call stands for whatever that operation takes there: its type is
 * `never`, which fits wherever something can be given, and nowhere else.
 */
export function rowModule(page: Page): string {
  const isOperations = page.settings['rows'] === 'operations'
  const rows = readRows(page).filter(({ ours }) => ours.length > 0)
  const lines = [isOperations ? operationsHead(rows) : givenHead(page)]
  for (const row of rows) {
    while (lines.length < row.line - 1) lines.push('')
    lines.push(isOperations ? operationRow(row) : givenRow(row, page))
  }
  return `${lines.join('\n')}\n}\n`
}

/** The names in a chain of calls that stand for parts of a path: `id` of `statuses(id)`. */
export function pathNames(code: string): string[] {
  return [...code.matchAll(/\((\w+)\)/g)].flatMap(([, name]) => name ?? [])
}

function operationsHead(rows: readonly Row[]): string {
  const names = new Set(rows.flatMap(({ ours }) => namesOf(ours.join('; '))))
  return [
    "import type { MastodonClient } from '@typefed/mastodon-client'",
    `type Values = Record<${[...names].map((name) => `'${name}'`).join(' | ')}, never>`,
    'export const rows: Record<number, (client: MastodonClient, values: Values) => Promise<unknown>> = {',
  ].join('; ')
}

function operationRow({ line, ours }: Row): string {
  const code = ours.join('; ')
  return `  ${line}: async (client, { ${namesOf(code).join(', ')} }) => { return ${code} },`
}

function namesOf(code: string): string[] {
  return [...new Set([...pathNames(code), ...['params', 'body'].filter((name) => code.includes(name))])]
}

function givenHead(page: Page): string {
  const network = networkOf(page)
  return [
    importGiven(network),
    // What a page's own blocks import, its rows may use.
    ...page.tokens.flatMap(({ type, content }) => (type === 'fence' ? importsOf(content) : [])),
    'export const rows: Record<number, () => Promise<void>> = {',
  ].join('; ')
}

function importsOf(code: string): string[] {
  return [...code.matchAll(/^import [^']+'[^']+'/gm)].map(([text]) => text.replaceAll(/\s+/g, ' '))
}

function givenRow({ line, ours }: Row, page: Page): string {
  const code = ours.join('; ')
  return `  ${line}: async () => { ${givenTo(networkOf(page), code)}; ${code} },`
}

function networkOf(page: Page): 'atproto' | 'mastodon' {
  return page.settings['network'] === 'mastodon' ? 'mastodon' : 'atproto'
}
