/** Tries the client on a server, and prints what worked. See `docs/contributing/contract-suite.md`. */
import { parseArgs } from 'node:util'
import { MastodonClient } from '../../src/index.ts'
import { CHECKS } from './checks/index.ts'
import { drawTable } from './report.ts'
import { runChecks } from './run.ts'

const HELP = `Tries the Mastodon client on a server and prints a table of what worked.

  MASTODON_URL=https://mastodon.example MASTODON_TOKEN=… npm run contract

It posts, uploads and makes lists and filters with the account of the token, all of it for the author's eyes or, for
one boost, for the followers', and deletes what it made. What the server does not have is shown as "not there".

  --area <name>   only this part of the API, such as posts; may be repeated
  --help          this text

It ends with 0 if nothing failed, 1 if something did, 2 if it could not begin.
`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { help: { type: 'boolean' }, area: { type: 'string', multiple: true } },
  })
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const { MASTODON_URL: url, MASTODON_TOKEN: accessToken } = process.env
  if (!url || !accessToken) throw new Error('MASTODON_URL and MASTODON_TOKEN are needed; see --help')
  const checks = values.area ? CHECKS.filter(({ area }) => values.area?.includes(area)) : CHECKS
  if (checks.length === 0) {
    throw new Error(`there are these areas: ${[...new Set(CHECKS.map(({ area }) => area))].join(', ')}`)
  }
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort())
  const client = new MastodonClient({ url, accessToken })
  const rows = await runChecks(client, {
    checks,
    signal: interrupted.signal,
    onRow: ({ area, name, result }) => {
      if (process.stderr.isTTY) process.stderr.write(`${area}: ${name}: ${result}\n`)
    },
  })
  process.stdout.write(`${drawTable(rows)}\n`)
  return rows.some(({ result }) => result === 'failed') ? 1 : 0
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
