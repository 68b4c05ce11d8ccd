import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { slugify } from '@mdit-vue/shared'
import GithubSlugger from 'github-slugger'
import { DOCS, ROOT } from '../pages/folders.ts'
import { parsePage } from '../pages/page.ts'

/** Every Markdown file that people read, below the repository. */
export function markdownFiles(): string[] {
  return globSync('**/*.md', {
    cwd: ROOT,
    exclude: (path) => /(?:^|\/)(?:node_modules|dist|expected|fixtures|\.changeset)$/.test(path),
  }).toSorted()
}

/** The links of a file that lead to no file or to no anchor of one: `README.md: docs/nowhere.md`. */
export function brokenLinks(file: string, text: string = readFileSync(join(ROOT, file), 'utf8')): string[] {
  return linksOf(file, text).flatMap((link) => (leadsSomewhere(file, link) ? [] : [`${file}: ${link}`]))
}

function linksOf(file: string, text: string): string[] {
  const { tokens } = parsePage(file, text)
  const inline = tokens.flatMap(({ children }) => children ?? [])
  const targets = inline.flatMap(({ type, attrs }) =>
    type === 'link_open' || type === 'image'
      ? (attrs ?? []).filter(([name]) => name === 'href' || name === 'src').map(([, value]) => value)
      : [],
  )
  return targets.filter((target) => !/^[a-z]+:/.test(target))
}

function leadsSomewhere(file: string, link: string): boolean {
  const [path = '', anchor] = decodeURI(link).split('#')
  const target =
    path === ''
      ? resolve(ROOT, file)
      : resolve(path.startsWith('/') ? join(DOCS, 'public') : dirname(join(ROOT, file)), `./${path}`)
  if (!existsSync(target)) return false
  if (anchor === undefined) return true
  return statSync(target).isFile() && anchorsOf(target).has(anchor)
}

const known = new Map<string, Set<string>>()

/** The anchors of a file: as the site makes them, and as GitHub does. */
function anchorsOf(path: string): Set<string> {
  const found = known.get(path) ?? new Set<string>()
  if (known.has(path)) return found
  known.set(path, found)
  const slugger = new GithubSlugger()
  const { tokens } = parsePage(path, readFileSync(path, 'utf8'))
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'heading_open') continue
    const text = tokens[index + 1]?.content ?? ''
    const own = /\{#([^}]+)\}$/.exec(text)?.[1]
    const plain = (tokens[index + 1]?.children ?? [])
      .filter(({ type }) => type === 'text' || type === 'code_inline')
      .map(({ content }) => content)
      .join('')
    for (const anchor of own === undefined ? [slugify(plain), slugger.slug(plain)] : [own]) found.add(anchor)
  }
  return found
}
