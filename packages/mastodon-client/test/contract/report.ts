import type { Row } from './types.ts'

/** How much of a remark is shown. */
const WIDTH = 90

/** Draws rows as a table, with a line of sums under it. */
export function drawTable(rows: readonly Row[]): string {
  const cells = rows.map(({ area, name, result, detail, ms }) => [area, name, result, `${ms}`, cut(detail)])
  const head = ['area', 'what', 'result', 'ms', '']
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => (row[column] ?? '').length)),
  )
  const draw = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 3 ? cell.padStart(widths[3] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  const ruler = widths.slice(0, 4).map((width) => '-'.repeat(width))
  return [draw(head), draw(ruler), ...cells.map(draw), '', sumUp(rows)].join('\n')
}

/** `31 ok, 4 not there, 0 failed` */
export function sumUp(rows: readonly Row[]): string {
  const results = ['ok', 'not there', 'failed'] as const
  return results.map((result) => `${rows.filter((row) => row.result === result).length} ${result}`).join(', ')
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line
}
