import type { Budget } from './budgets.ts'
import type { Size } from './measure.ts'

/** A budget, and what it came to. */
export interface Measured {
  readonly budget: Budget
  readonly size: Size
}

/** A row as the README has it. */
type Row = readonly [name: string, atStart: string, inAll: string, budget: string]

const HEAD: Row = ['minified, gzip -9', 'kB at the start', 'kB in all', 'budget']
const MARKS = { begin: '<!-- size -->', end: '<!-- /size -->' }

/** How far the README may be off before it has to be written again. */
const TOLERANCE = { share: 0.02, kilobytes: 0.1 }

/** What is larger than it may be, in sentences. */
export function overBudget(all: readonly Measured[]): string[] {
  return all.flatMap(({ budget: { name, atStart, inAll = atStart }, size }) => [
    ...tooLarge(`${name} at the start`, size.atStart, atStart),
    ...tooLarge(`${name} in all`, size.inAll, inAll),
  ])
}

function tooLarge(what: string, is: number, may: number): string[] {
  return is > may ? [`${what} is ${is.toFixed(1)} kB, its budget is ${may} kB`] : []
}

export function drawTable(all: readonly Measured[]): string {
  const rows = [HEAD, ...all.map(toRow)]
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const draw = (row: readonly string[], fill = ' '): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`
  const [head = HEAD, ...lines] = rows
  return [draw(head), draw(['', '', '', ''], '-'), ...lines.map((row) => draw(row))].join('\n')
}

/** A text with the table between its marks replaced. @throws Error if there are none */
export function withTable(text: string, all: readonly Measured[]): string {
  const { before, after } = around(text)
  return `${before}\n\n${drawTable(all)}\n\n${after}`
}

/** Whether the table of a text names the same rows and budgets, and its sizes are about right. */
export function isCurrent(text: string, all: readonly Measured[]): boolean {
  const written = around(text)
    .table.split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
  return (
    written.length === all.length &&
    all.every((measured, index) => {
      const [name, atStart, inAll, budget] = toRow(measured)
      const cells = (written[index] ?? '').split('|').map((cell) => cell.trim())
      return cells[1] === name && cells[4] === budget && near(cells[2], atStart) && near(cells[3], inAll)
    })
  )
}

function near(written: string | undefined, is: string): boolean {
  const off = Math.abs(Number(written) - Number(is))
  return off <= Math.max(TOLERANCE.kilobytes, Number(is) * TOLERANCE.share) + 1e-9
}

function toRow({ budget: { name, atStart, inAll }, size }: Measured): Row {
  const budget = inAll === undefined ? `${atStart}` : `${atStart}, ${inAll}`
  return [name, size.atStart.toFixed(1), size.inAll.toFixed(1), budget]
}

function around(text: string): { before: string; table: string; after: string } {
  const [start, stop] = [text.indexOf(MARKS.begin), text.indexOf(MARKS.end)]
  if (start < 0 || stop < start) throw new Error(`expected ${MARKS.begin} and ${MARKS.end} in the text`)
  const from = start + MARKS.begin.length
  return { before: text.slice(0, from), table: text.slice(from, stop), after: text.slice(stop) }
}
