import { isUnsupported, isUnsupportedVersionError, MastodonClient } from '@typefed/mastodon-client'
import { startMastodonSandbox } from '@typefed/test-servers/mastodon'
import { colors, type Outcome } from '../terminal.ts'

/** A field and an operation that an older server does not have: the types say so, and nothing is sent in vain. */
export async function readAnOlderServer(): Promise<Outcome<void>> {
  await using old = await startMastodonSandbox({ version: '4.0.2' })
  old.seedTimeline({ statuses: 1 })
  const client = new MastodonClient({ url: old.url, accessToken: old.token })
  const [status] = await client.api.v1.timelines.home.get()
  if (!status) throw new Error('the timeline is empty')
  const { quotes_count: quotes, edited_at: edited } = status
  return {
    value: undefined,
    done: `A sandbox that pretends to be Mastodon 4.0.2:`,
    details: [
      `status.edited_at     ${colors.green(edited === null ? 'null' : String(edited))}, since 3.5: never edited`,
      `status.quotes_count  ${colors.yellow(isUnsupported(quotes) ? 'Unsupported' : String(quotes))}, since 4.5`,
      `notifications policy ${colors.yellow(await refusalOf(() => client.api.v2.notifications.policy.get()))}`,
    ],
  }
}

async function refusalOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call()
  } catch (error) {
    if (isUnsupportedVersionError(error)) return `${error.name} before any request, needs ${error.requires}`
    throw error
  }
  throw new Error('an older server has what it should not have')
}
