import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { schemas } from '@atproto/api'
import { fromBench } from '../paths.ts'

/** The documents that typefed reads, as the folder of JSON files that its peers want. */
export const LEXICON_FOLDER = fromBench('generated/lexicons')

/** Lays the documents out as files: those of @bsky/sdk, over them the newer ones of @atproto/api. */
export async function writeLexiconFolder(): Promise<void> {
  await rm(LEXICON_FOLDER, { recursive: true, force: true })
  await cp(fromBench('node_modules/@bsky/sdk/lexicons'), LEXICON_FOLDER, {
    recursive: true,
    dereference: true,
  })
  for (const document of schemas) {
    const file = join(LEXICON_FOLDER, `${document.id.replaceAll('.', '/')}.json`)
    await mkdir(dirname(file), { recursive: true })
    // Its references are spelled lex:app.bsky.feed.post, which is how the older generator marks them.
    await writeFile(file, JSON.stringify(document, null, 2).replaceAll('"lex:', '"'))
  }
}
