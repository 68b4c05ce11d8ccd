import type { ReferencePage } from './reference-page.ts'
import { table } from './markdown.ts'

/** The page that the reference begins with. */
export function indexPage(bluesky: readonly ReferencePage[], mastodon: readonly ReferencePage[]): string {
  const entities = mastodon.filter(isEntities)
  return `${[
    // Every name is on it: it would come first whatever is looked for.
    '---',
    'search: false',
    '---',
    '',
    '# Reference',
    '',
    'Everything that can be called, made from the same model as the clients: parameters with their bounds, answers, errors, and for',
    'Mastodon the version and the scope of each. Press <kbd>/</kbd> to search it.',
    '',
    '## Bluesky and AT Protocol',
    '',
    ...table(
      ['Namespace', 'What is in it'],
      bluesky.map((page) => [`[\`${page.title}\`](${page.path}.md)`, namesOf(page)]),
    ),
    '## Mastodon',
    '',
    ...table(
      ['Group', 'Operations'],
      mastodon
        .filter((page) => !isEntities(page))
        .map((page) => [`[${page.title}](${page.path}.md)`, namesOf(page)]),
    ),
    `Entities: ${entities.map(({ path, title }) => `[${title.at(-1)}](${path}.md)`).join(' ')}`,
    '',
  ].join('\n')}`
}

/** The groups of the reference beside each of its pages. */
export function sidebarOf(bluesky: readonly ReferencePage[], mastodon: readonly ReferencePage[]): object[] {
  const items = (pages: readonly ReferencePage[]) =>
    pages.map(({ path, title }) => ({ text: title, link: `/reference/${path}` }))
  return [
    { text: 'Reference', items: [{ text: 'Overview', link: '/reference/' }] },
    { text: 'Bluesky', collapsed: false, items: items(bluesky) },
    { text: 'Mastodon', collapsed: false, items: items(mastodon.filter((page) => !isEntities(page))) },
    { text: 'Mastodon: entities', collapsed: true, items: items(mastodon.filter(isEntities)) },
  ]
}

function isEntities({ path }: ReferencePage): boolean {
  return path.includes('/entities-')
}

function namesOf({ snippets, path }: ReferencePage): string {
  if (snippets.length === 0) return 'types only'
  const names = snippets.map(({ id }) => id.slice(id.lastIndexOf('.') + 1))
  const shown = names
    .slice(0, 6)
    .map((name, index) => `[\`${name}\`](${path}.md#${anchorOf(snippets[index]?.id ?? '')})`)
  return names.length > shown.length
    ? `${shown.join(', ')} and ${names.length - shown.length} more`
    : shown.join(', ')
}

function anchorOf(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1).replaceAll(':', '-')
}
