import { isResponseError, type MastodonClient } from '@typefed/mastodon-client'
import { describe, test, vi } from 'vitest'
import { fileName } from '../blocks/file-name.ts'
import { GENERATED } from '../pages/folders.ts'
import { readPages } from '../pages/page.ts'
import { exampleOf } from './example-values.ts'
import { readRows } from './rows.ts'

type OperationRows = Record<number, (client: MastodonClient, values: Record<string, never>) => Promise<unknown>>
type GivenRows = Record<number, () => Promise<void>>

const pages = readPages('migrate').filter((page) => readRows(page).length > 0)

describe.each(pages)('$name: what is ours', (page) => {
  const rows = readRows(page)
    .filter(({ ours }) => ours.length > 0)
    .map((row) => ({ ...row, code: row.ours.join('; ') }))

  test.for(rows)('works: $code', async ({ line, code }) => {
    using _log = vi.spyOn(console, 'log').mockImplementation(() => {})
    const module: { rows: unknown } = await import(`${GENERATED}rows/${fileName(page.name)}`)
    if (page.settings['rows'] !== 'operations') return (module.rows as GivenRows)[line]?.()
    const { client, values } = await exampleOf(code)
    await (module.rows as OperationRows)[line]?.(client, values).catch(refusedSocket(code))
  })
})

/** Only a web socket opens this one: a server refuses a plain request. */
function refusedSocket(code: string): (error: unknown) => void {
  return (error) => {
    if (!code.endsWith('.streaming.get()') || !isResponseError(error)) throw error
  }
}
