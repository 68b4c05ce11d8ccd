import { indexPage, sidebarOf } from './index-page.ts'
import { lexiconPages } from './lexicon-pages.ts'
import { readLexiconModel, readRestModel } from './model.ts'
import { pageText } from './reference-page.ts'
import { restPages } from './rest-pages.ts'
import { streamsPages } from './streams-page.ts'
import { snippetModule } from './snippet-module.ts'

/** Files by their path below `generated`: the pages of the reference, its sidebar, and its snippets as modules. */
export async function makeReference(): Promise<Map<string, string>> {
  const bluesky = lexiconPages(await readLexiconModel()).toSorted((a, b) => a.path.localeCompare(b.path))
  const rest = await readRestModel()
  const mastodon = [...restPages(rest), ...streamsPages(rest)].toSorted((a, b) =>
    a.path.localeCompare(b.path),
  )
  return new Map([
    ...[...bluesky, ...mastodon].map((page) => [`reference/${page.path}.md`, pageText(page)] as const),
    ['reference/index.md', indexPage(bluesky, mastodon)],
    ['sidebar.json', JSON.stringify(sidebarOf(bluesky, mastodon))],
    ['blocks/reference.bluesky.ts', snippetModule('bluesky', bluesky)],
    ['blocks/reference.mastodon.ts', snippetModule('mastodon', mastodon)],
  ])
}
