import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './folders.ts'

const FIGURES = /<!-- bench -->\s*## (.+)\n([\s\S]*)<!-- \/bench -->/

/** The page of figures: what the README shows of the last measurement. Throws an Error if it shows none. */
export function figuresPage(readme: string = readFileSync(join(ROOT, 'README.md'), 'utf8')): string {
  const [, title, text] = FIGURES.exec(readme) ?? []
  if (title === undefined || text === undefined)
    throw new Error('README.md: expected figures between <!-- bench --> and <!-- /bench -->')
  return `# ${title}\n${text}`
}
