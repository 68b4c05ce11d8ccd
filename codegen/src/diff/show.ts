import { type Bump, bumpFor, type Change, type Level } from './change.ts'

/** The forms in which a difference is printed. */
export const FORMATS = ['text', 'markdown', 'json'] as const
export type Format = (typeof FORMATS)[number]

const LEVELS: readonly Level[] = ['breaking', 'additive']

const ADVICE: Readonly<Record<Bump, string>> = {
  major: 'This asks for a major version.',
  minor: 'This asks for a minor version.',
  none: 'Nothing changed.',
}

/** Prints changes for a person, for a pull request or for a program. */
export function showChanges(changes: readonly Change[], format: Format): string {
  if (format === 'json') return `${JSON.stringify({ bump: bumpFor(changes), changes }, null, 2)}\n`
  const advice = ADVICE[bumpFor(changes)]
  const sections = LEVELS.flatMap((level) => {
    const own = changes.filter((change) => change.level === level)
    if (own.length === 0) return []
    return format === 'markdown' ? markdownSection(level, own) : textSection(level, own)
  })
  return [...sections, advice, ''].join('\n')
}

function textSection(level: Level, changes: readonly Change[]): string[] {
  return [`${level} (${changes.length})`, ...changes.map(({ at, message }) => `  ${at} ${message}`), '']
}

function markdownSection(level: Level, changes: readonly Change[]): string[] {
  const title = level === 'breaking' ? 'Breaking' : 'Additive'
  const items = changes.map(({ at, message }) => `- \`${at}\` ${message.replace(/[\\`*_<>[\]|]/g, '\\$&')}`)
  return [`### ${title} (${changes.length})`, '', ...items, '']
}
