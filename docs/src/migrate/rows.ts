import type Token from 'markdown-it/lib/token.mjs'
import type { Page } from '../pages/page.ts'

/** A line of a table that sets a library's calls beside ours. */
export interface Row {
  readonly line: number
  /** The code of the first column: the library's. */
  readonly theirs: readonly string[]
  /** The code of the second column, one after the other: ours. Empty where there is no such call. */
  readonly ours: readonly string[]
  /** What the second column says besides. */
  readonly words: string
}

/** The rows of all tables of a page whose second column is `typefed`. */
export function readRows({ tokens }: Page): Row[] {
  const rows: Row[] = []
  let isOurs = false
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'tr_open') continue
    const cells = cellsOf(tokens, index)
    const [first, second] = cells
    if (first?.tag === 'th') isOurs = second?.inline.content === 'typefed'
    else if (isOurs && first && second) {
      rows.push({
        line: (token.map?.[0] ?? 0) + 1,
        theirs: codeOf(first.inline),
        ours: codeOf(second.inline),
        words: wordsOf(second.inline),
      })
    }
  }
  return rows
}

function cellsOf(tokens: readonly Token[], row: number): { tag: string; inline: Token }[] {
  const cells: { tag: string; inline: Token }[] = []
  for (let index = row + 1; tokens[index] && tokens[index]?.type !== 'tr_close'; index++) {
    const inline = tokens[index]
    if (inline?.type === 'inline') cells.push({ tag: tokens[index - 1]?.tag ?? '', inline })
  }
  return cells
}

function codeOf({ children }: Token): string[] {
  return (children ?? []).filter(({ type }) => type === 'code_inline').map(({ content }) => content)
}

function wordsOf({ children }: Token): string {
  return (children ?? [])
    .filter(({ type }) => type === 'text')
    .map(({ content }) => content)
    .join('')
    .trim()
}
