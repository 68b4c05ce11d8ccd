import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './folders.ts'
import { type Page, parsePage } from './page.ts'

const SECOND = '## Mastodon and its kin'

/** The README as two pages, one a network, whose lines have the numbers of the file. Its blocks need not say how they are checked. */
export function readmePages(text: string = readFileSync(join(ROOT, 'README.md'), 'utf8')): Page[] {
  const at = text.indexOf(SECOND)
  if (at < 0) throw new Error(`README.md: expected the heading "${SECOND}"`)
  const lines = text.slice(0, at).split('\n').length - 1
  const checked = (part: string) => part.replaceAll('```ts\n', '```ts check\n')
  return [
    { ...parsePage('README', checked(text.slice(0, at))), settings: { network: 'atproto' } },
    {
      ...parsePage('README', '\n'.repeat(lines) + checked(text.slice(at))),
      settings: { network: 'mastodon' },
    },
  ]
}
