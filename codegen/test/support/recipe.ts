/** A fenced block of a recipe. */
export interface Step {
  readonly language: string
  /** The file that it is about; empty for commands and what they show. */
  readonly file: string
  /** Where in the file: the line above it, or its end. Default: the block is all of the file. */
  readonly place?: { readonly below: string } | 'end'
  readonly text: string
}

/** Reads the blocks of a section of a Markdown document. */
export function readRecipe(markdown: string, title: string): Step[] {
  const section = markdown.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? ''
  const blocks = section.matchAll(
    /^(?:(Write|At the end of|In) `([^`]+)`(?:, below `(.+)`)?:\n\n)?^```(\w+)\n([^]*?)^```$/gm,
  )
  return Array.from(blocks, ([, words, file = '', below, language = '', text = '']): Step => {
    const step = { language, file, text }
    if (words === 'At the end of') return { ...step, place: 'end' }
    return below === undefined ? step : { ...step, place: { below } }
  })
}

/** What a file is after a step. Below a line that ends with a colon stands what is inside of it. */
export function edit(before: string, { place, text }: Step): string {
  if (place === undefined) return text
  if (place === 'end') return before + text
  const lines = before.split('\n')
  const index = lines.findIndex((line) => line.trim() === place.below)
  if (index < 0) throw new Error(`no line is "${place.below}"`)
  const margin = /^ */.exec(lines[index] as string)?.[0] ?? ''
  const inner = margin + (place.below.endsWith(':') ? '  ' : '')
  const added = text
    .trimEnd()
    .split('\n')
    .map((line) => inner + line)
  return lines.toSpliced(index + 1, 0, ...added).join('\n')
}
