import type { Peer } from './protocol.ts'
import { type Cell, OURS, reaches, type Row } from './row.ts'

interface Table {
  readonly head: string[]
  readonly lines: string[][]
  readonly notes: string[]
}

/** The rows as an aligned table with a column a peer, ours first, and the notes below it. */
export function textTable(peers: readonly Peer[], rows: readonly Row[]): string {
  const { head, lines, notes } = toTable(peers, rows)
  const widths = widthsOf([head, ...lines])
  const draw = (line: readonly string[]) =>
    line.map((cell, i) => pad(cell, widths[i] as number, i > 0)).join('  ')
  const rule = '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2))
  return [draw(head), rule, ...lines.map(draw), rule, ...notes.map((note, i) => `[${i + 1}] ${note}`)].join(
    '\n',
  )
}

/** The same as Markdown, for a README. */
export function markdownTable(peers: readonly Peer[], rows: readonly Row[]): string {
  const { head, lines, notes } = toTable(peers, rows)
  const draw = (line: readonly string[]) => `| ${line.join(' | ')} |`
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'))
  return [
    draw(head),
    draw(rule),
    ...lines.map(draw),
    '',
    ...notes.map((note, i) => `${i + 1}. ${note}`),
  ].join('\n')
}

function toTable([ours, ...peers]: readonly Peer[], rows: readonly Row[]): Table {
  const notes: string[] = []
  const mark = (text: string, note: string | undefined) => {
    if (note === undefined) return text
    if (!notes.includes(note)) notes.push(note)
    return `${text} [${notes.indexOf(note) + 1}]`
  }
  const lines = rows.map((row) => {
    const { label, cells, target, digits = 0, notes = {} } = row
    const own = `${show(cells[OURS], digits)}${reaches(row) ? '' : ' !'}`
    return [
      mark(label, notes.all),
      mark(own, notes[OURS]),
      typeof target === 'number' ? `<= ${target.toLocaleString('en')}` : (target ?? ''),
      ...peers.map(({ id }) => mark(show(cells[id], digits), notes[id])),
    ]
  })
  return { head: ['', ours?.title ?? '', 'target', ...peers.map(({ title }) => title)], lines, notes }
}

function show(cell: Cell | undefined, digits: number): string {
  if (cell === undefined) return '-'
  if (typeof cell === 'string') return cell
  return cell.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

function widthsOf(lines: readonly string[][]): number[] {
  const [head = []] = lines
  return head.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)))
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width)
}
