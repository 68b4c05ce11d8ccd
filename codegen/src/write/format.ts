/**
 * Gives printed code the manner of the repository: no semicolons, a blank line in front of each statement, and no more
 * indentation than the code has. It works by lines: no text in a generated module runs over one, and no statement
 * begins with what could continue the one before.
 */
export function format(text: string): string {
  const lines: string[] = []
  let outdent = (line: string): string => line
  for (const printed of text.split('\n')) {
    if (printed.startsWith('export '))
      outdent = printed.startsWith('export interface') ? outdentMember : outdentStatement
    const line = withoutSemicolon(outdent(printed.trimEnd()))
    if (isLongImport(line)) {
      lines.push(...line.replace('{ ', '{\n  ').replace(' }', ',\n}').replaceAll(', ', ',\n  ').split('\n'))
      continue
    }
    if (line === '') continue
    if (startsStatement(line) && !endsComment(lines.at(-1)) && !areLists(lines.at(-1), line)) lines.push('')
    if (line === '}' && lines.at(-1)?.endsWith(' {')) lines.push(`${lines.pop()}}`)
    else lines.push(line)
  }
  return `${lines.join('\n').trim()}\n`
}

/** ts-morph indents each further line of a statement. */
function outdentStatement(line: string): string {
  return line.replace(/^ {2}/, '')
}

/** ts-morph indents each further line of a property's type. */
function outdentMember(line: string): string {
  return line.replace(/^ {4}/, '  ')
}

function withoutSemicolon(line: string): string {
  const isComment = /^\s*(?:\/\*\*|\*)/.test(line)
  return line.endsWith(';') && !isComment ? line.slice(0, -1) : line
}

function startsStatement(line: string): boolean {
  return /^(?:export|\/\*\*)/.test(line)
}

/** ts-morph prints all names of an import on one line. */
function isLongImport(line: string): boolean {
  return line.length > 110 && /^import (?:type )?\{ /.test(line)
}

/** Lists of modules stand close. */
function areLists(...both: (string | undefined)[]): boolean {
  return both.every((line) => line?.startsWith('export * from'))
}

function endsComment(line = ''): boolean {
  return /^(?:\/\*\*.*| )\*\/$/.test(line)
}
