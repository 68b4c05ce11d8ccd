/** Makes a text of a description stand as it is: no HTML, no Vue, one line. */
export function prose(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('{{', '&#123;&#123;')
    .replaceAll(/(?<![\w`])([*_~])/g, '\\$1')
    .replaceAll('[', '\\[')
}

export function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``
}

/** A table, or nothing if there are no rows; columns that are empty throughout are left out. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return []
  const used = head.flatMap((_, index) => (rows.some((row) => row[index]) ? [index] : []))
  const line = (cells: readonly string[]) =>
    `| ${used.map((index) => cell(cells[index] ?? '')).join(' | ')} |`
  return [line(head), `|${' --- |'.repeat(used.length)}`, ...rows.map(line), '']
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

export function fence(snippet: string): string[] {
  return ['```ts', snippet, '```', '']
}
