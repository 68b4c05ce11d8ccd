// npm start -- add 'A book' --author 'Somebody' --stars 5 --review 'Read it'
// npm start -- list [handle]
import { parseArgs } from 'node:util'
import { isValidationError } from '@typefed/atproto-client'
import { addBook, books, shelfClient } from './shelf.ts'

const { IDENTIFIER, PASSWORD, SERVICE } = process.env
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { author: { type: 'string' }, stars: { type: 'string' }, review: { type: 'string' } },
})
const [command, argument] = positionals
if (!IDENTIFIER || !PASSWORD || (command !== 'list' && (command !== 'add' || !argument))) {
  console.error('IDENTIFIER and PASSWORD must be set. Say `add <title>` or `list [handle]`.')
  process.exit(2)
}

const client = shelfClient(SERVICE ? { service: SERVICE } : {})
await client.login({ identifier: IDENTIFIER, password: PASSWORD })
if (command === 'list') {
  for await (const { title, author = 'unknown', stars = 0 } of books(client, argument ?? client.me.did)) {
    console.log(`${'★'.repeat(stars).padEnd(5)} ${title} (${author})`)
  }
} else {
  const { author, stars, review } = values
  try {
    const book = { title: argument ?? '', ...(author && { author }), ...(stars && { stars: Number(stars) }) }
    console.log(await addBook(client, book, review))
  } catch (error) {
    if (!isValidationError(error)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
