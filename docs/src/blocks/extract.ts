import type { Page } from '../pages/page.ts'

/** Code of a page that is checked. */
export interface Block {
  readonly page: string
  /** The line of its first code, from 1. */
  readonly line: number
  /** `check`: type-checked; `run`: executed too. */
  readonly kind: 'check' | 'run'
  readonly network: Network
  /** Pieces that are one module, each with its first line. */
  readonly pieces: readonly { readonly line: number; readonly code: string }[]
}

export type Network = 'atproto' | 'mastodon'

/** What needs no check: commands, data, output. */
const FREE = new Set(['sh', 'json', 'yaml', 'text', 'html', 'diff', 'py'])

/**
 * The TypeScript of a page: ```` ```ts run ````, ```` ```ts check ````, and ```` ```ts more ```` for what goes on where the
 * block before ended. `mastodon` or `atproto` behind it says whose names a block may use, else the page's `network` does.
 *
 * Throws an Error that names page and line for a block that says nothing of it.
 */
export function extractBlocks({ name, settings, tokens }: Page): Block[] {
  const blocks: (Block & { pieces: { line: number; code: string }[] })[] = []
  for (const token of tokens) {
    if (token.type !== 'fence') continue
    const [language = '', how, other] = token.info
      .replace(/\{.*?\}/, '')
      .trim()
      .split(/\s+/)
    if (FREE.has(language)) continue
    const line = (token.map?.[0] ?? 0) + 2
    const piece = { line, code: token.content }
    const last = blocks.at(-1)
    if (language === 'ts' && how === 'more' && last) {
      last.pieces.push(piece)
    } else if (language === 'ts' && (how === 'run' || how === 'check')) {
      const network = networkOf(other ?? settings['network'] ?? 'atproto')
      blocks.push({ page: name, line, kind: how, network, pieces: [piece] })
    } else {
      throw new Error(
        `${name}.md:${line - 1}: expected "ts run", "ts check" or "ts more", got "${token.info}"`,
      )
    }
  }
  return blocks
}

function networkOf(word: string): Network {
  if (word === 'atproto' || word === 'mastodon') return word
  throw new Error(`expected a network, "atproto" or "mastodon", got "${word}"`)
}
