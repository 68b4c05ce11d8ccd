// Makes the table of facts that the Mastodon sandbox is held against from recorded responses of a real server.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { loadDocument } from '../../packages/test-servers/src/mastodon/document.ts'
import { collectFacts } from '../../packages/test-servers/src/mastodon/facts/collect.ts'
import { showTable, toTable } from '../../packages/test-servers/src/mastodon/facts/table.ts'
import { readRecordings } from './read-recordings.ts'

const HELP = `Makes a table of facts from recorded responses: keys, kinds of values, refusals, what links keep.

  node scripts/server-facts/main.ts <recordings.jsonl> <table.json>

A line of recordings is one response as JSON: op, as, request { method, url, body }, status, headers, body. Nothing of
what responses say is in the table. After a change of the document's schema names, make the table again.
`

const { values, positionals } = parseArgs({ options: { help: { type: 'boolean' } }, allowPositionals: true })
const [recordings, table] = positionals

if (values.help) process.stdout.write(HELP)
else if (recordings === undefined || table === undefined) {
  process.stderr.write(HELP)
  process.exitCode = 2
} else {
  const facts = collectFacts(loadDocument(), readRecordings(readFileSync(recordings, 'utf8')))
  writeFileSync(table, showTable(toTable(facts)))
  console.log(`${facts.size} operations`)
}
