/** A page of the reference. */
export interface ReferencePage {
  /** Below the reference, without the ending. */
  readonly path: string
  readonly title: string
  readonly lines: readonly string[]
  readonly snippets: readonly Snippet[]
}

/** Code that the reference shows for a definition. */
export interface Snippet {
  readonly id: string
  readonly code: string
  /** Whether it ends by itself, so that it can be tried. */
  readonly ends: boolean
}

/** The text of a page. Its title has an anchor that nothing on it can have. */
export function pageText({ title, lines }: ReferencePage): string {
  const head = [
    '---',
    `title: ${JSON.stringify(title)}`,
    'editLink: false',
    '---',
    '',
    `# ${title} {#page.top}`,
    '',
  ]
  return `${[...head, ...lines].join('\n')}\n`
}
