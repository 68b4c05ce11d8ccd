import type { ErrorModel } from '../model/definition.ts'
import type { Described, SchemaModel } from '../model/schema.ts'
import type { Fact } from './kind.ts'
import { walk } from './walk.ts'

const WIDTH = 100

/** The facts that the type does not show already. */
const TAGS: ReadonlySet<string> = new Set(
  [
    'format minLength maxLength minGraphemes maxGraphemes minimum maximum',
    'minItems maxItems accept maxSize default',
  ].flatMap((line) => line.split(' ')),
)

/** What a documentation comment is made of. */
export interface Docs extends Described {
  /** Stands in front of the description. */
  readonly lead?: string
  readonly facts?: readonly Fact[]
  readonly errors?: readonly ErrorModel[]
}

/** The text of a documentation comment, in the form in which ts-morph takes it; none if there is nothing to say. */
export function docsOf({
  lead = '',
  description = '',
  facts = [],
  errors = [],
  ...versions
}: Docs): string[] {
  const { text, notice } = splitDeprecation(description, versions)
  const lines = [lead, text]
    .filter((part) => part !== '')
    .flatMap((part, index) => [...(index > 0 ? [''] : []), ...paragraphs(part)])
  const tags = [
    ...facts.filter(({ name }) => TAGS.has(name)).map(factTag),
    ...errors.map(({ name, description: why }) => `@throws \`${name}\`${why ? `: ${why}` : ''}`),
    ...(isVersion(versions.since) ? [`@since ${versions.since}`] : []),
    ...(notice === undefined ? [] : [`@deprecated ${notice}`]),
  ].flatMap((tag) => wrap(oneLine(tag)))
  const all = [...lines, ...(lines.length > 0 && tags.length > 0 ? [''] : []), ...tags]
  return all.length === 0 ? [] : [all.map(escapeEnd).join('\n')]
}

/** The facts of a schema and of the items of an array. */
export function factsFor(schema: SchemaModel): Fact[] {
  return schema.kind === 'array' ? [...walk.facts(schema), ...factsFor(schema.items)] : walk.facts(schema)
}

/** Whether a flag or the description says that a thing is no longer to be used. */
export function isDeprecated({ description = '', ...versions }: Described): boolean {
  return splitDeprecation(description, versions).notice !== undefined
}

/** Whether a version says more than "from the beginning" or "nobody knows". */
function isVersion(version: string | undefined): version is string {
  return version !== undefined && version !== '0.0.0' && version !== 'unknown'
}

/** `DEPRECATED: use the other` at the start of a sentence: a notice, and what is left. */
function splitDeprecation(
  description: string,
  { deprecated: flag = false, deprecatedSince, until, replacedBy }: Described,
): { text: string; notice?: string } {
  const said = [
    until !== undefined && (isVersion(until) ? `Gone since ${until}.` : 'Gone.'),
    deprecatedSince !== undefined && isVersion(deprecatedSince) && `Deprecated since ${deprecatedSince}.`,
    replacedBy !== undefined && `Use \`${replacedBy}\`.`,
  ].filter((sentence) => sentence !== false)
  if (said.length > 0 && (flag || until !== undefined)) return { text: description, notice: said.join(' ') }
  const match = /(?:^|(?<=[.!?;]\s))deprecated\b[\s.,:;–—-]*/i.exec(description)
  if (!match) return flag ? { text: description, notice: '' } : { text: description }
  const notice = description.slice(match.index + match[0].length)
  return { text: description.slice(0, match.index).trim(), notice }
}

function factTag({ name, value, unit }: Fact): string {
  const text = name === 'default' ? JSON.stringify(value) : [value].flat().join(', ')
  return `@${name} ${text}${unit === undefined ? '' : ` ${unit}`}`
}

function paragraphs(text: string): string[] {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => line.trimEnd())
    .flatMap((line) => wrap(escapeTag(line)))
}

function wrap(line: string): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + word.length >= WIDTH) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current].map((part, index) => (index === 0 ? part : escapeTag(part)))
}

/** A tag goes as far as its line: another one must not begin in the middle of it. */
function oneLine(tag: string): string {
  return tag.trim().replace(/\s+/g, ' ').replaceAll('{@', '{\\@')
}

/** A line of prose must not read as a tag. */
function escapeTag(line: string): string {
  return line.replace(/^(\s*)@/, '$1\\@').replaceAll('{@', '{\\@')
}

function escapeEnd(line: string): string {
  return line.replaceAll('*/', '*\\/')
}
