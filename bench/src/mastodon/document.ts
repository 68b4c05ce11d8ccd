import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fromRoot } from '../paths.ts'
import { runNode } from '../run.ts'

/** The document that typefed reads, in the one file that its peers want. */
export const DOCUMENT = fromRoot('specs/mastodon/dist/openapi.json')

/** Puts the files of the document together. */
export async function bundleDocument(): Promise<void> {
  await runNode(['src/bundle.ts'], { cwd: fromRoot('specs/mastodon') })
}

/** A hash of it. */
export async function documentHash(): Promise<string> {
  return createHash('sha256')
    .update(await readFile(DOCUMENT))
    .digest('hex')
}
