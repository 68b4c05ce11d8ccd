// Answers whoever mentions the account. Stop it with Ctrl-C; it goes on where it was.
import { AtprotoClient } from '@typefed/atproto-client'
import { fileStore } from '@typefed/atproto-client/node'
import { answerMentions } from './bot.ts'

const { IDENTIFIER, PASSWORD, SERVICE, FOLDER = '.mention-bot', PAUSE = '10000' } = process.env
if (!IDENTIFIER || !PASSWORD) {
  console.error('IDENTIFIER and PASSWORD must be set: a handle and an app password.')
  process.exit(2)
}

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

const store = fileStore(FOLDER)
const client = new AtprotoClient({ store, ...(SERVICE && { service: SERVICE }) })
// A login counts towards a narrow limit; a session that was kept does not.
const did = await store.get('did')
const me =
  (did && (await client.restore(did))) || (await client.login({ identifier: IDENTIFIER, password: PASSWORD }))
await store.set('did', me.did)
console.log(`@${me.handle} listens`)

await answerMentions(client, {
  answer: ({ author }) => `Hello @${author.handle}, I am a bot.`,
  state: store,
  pause: Number(PAUSE),
  signal: stop.signal,
  log: console.log,
})
console.log('stopped')
