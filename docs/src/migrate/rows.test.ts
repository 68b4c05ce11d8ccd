import { isResponseError, type MastodonClient } from '@typefed/mastodon-client'
import type { Stream } from '@typefed/mastodon-client/streaming'
import { beforeAll, describe, test, vi } from 'vitest'
import { fileName } from '../blocks/file-name.ts'
import { given } from '../given/atproto.ts'
import { GENERATED } from '../pages/folders.ts'
import { readPages } from '../pages/page.ts'
import { exampleOf } from './example-values.ts'
import { readRows } from './rows.ts'

/** Those of other pages take nothing. */
type Rows = Record<number, (client: MastodonClient, values: Record<string, never>) => Promise<unknown>>

const pages = readPages('migrate').filter((page) => readRows(page).length > 0)

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
  // The network may take a while to boot.
  await given()
})

describe.each(pages)('$name: what is ours', (page) => {
  const rows = readRows(page)
    .filter(({ ours, words }) => ours.length > 0 && !words.startsWith('Compiled only'))
    .map((row) => ({ ...row, code: row.ours.join('; ') }))

  test.for(rows)('works: $code', async ({ line, code }) => {
    const { rows } = (await import(`${GENERATED}rows/${fileName(page.name)}`)) as { rows: Rows }
    const run = rows[line]
    if (!run) throw new Error(`${page.name}:${line} is not generated: run "pnpm generate"`)
    const { client, values } =
      page.settings['rows'] === 'operations'
        ? await exampleOf(code)
        : ({} as Awaited<ReturnType<typeof exampleOf>>)
    const value = await run(client, values).catch(refusedSocket(code))
    if (code.includes('.streaming.') && isStream(value)) await openAndClose(value)
  })
})

function isStream(value: unknown): value is Stream<unknown> {
  return typeof value === 'object' && value !== null && 'next' in value
}

async function openAndClose(stream: Stream<unknown>): Promise<void> {
  const next = stream.next()
  await stream.close()
  await next
}

/** Only a web socket opens this one: a server refuses a plain request. */
function refusedSocket(code: string): (error: unknown) => void {
  return (error) => {
    if (!code.endsWith('.streaming.get()') || !isResponseError(error)) throw error
  }
}
