// Shows the home timeline the way the account wants to see it: what is hidden, covered and marked.
import { AtprotoClient } from '@typefed/atproto-client'
import colors from 'picocolors'
import { readTimeline } from './reader.ts'

const { IDENTIFIER, PASSWORD, SERVICE, COUNT = '50' } = process.env
if (!IDENTIFIER || !PASSWORD) {
  console.error('IDENTIFIER and PASSWORD must be set: a handle and an app password.')
  process.exit(2)
}

const client = new AtprotoClient(SERVICE ? { service: SERVICE } : {})
await client.login({ identifier: IDENTIFIER, password: PASSWORD })
const { shown, hidden } = await readTimeline(client, Number(COUNT))
for (const { author, text, cover, notes } of shown) {
  const marks = notes.map((note) => colors.yellow(` [${note}]`)).join('')
  const said = cover ? colors.dim(`covered: ${cover}`) : (text ?? '')
  console.log(`${colors.bold(`@${author}`)}${marks} ${said}`)
}
console.log(colors.dim(`${shown.length} shown, ${hidden} hidden`))
