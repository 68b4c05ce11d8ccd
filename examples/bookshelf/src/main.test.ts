import { startProgram } from '@typefed/test-servers/programs'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { beforeAll, expect, expectTypeOf, test } from 'vitest'
import type { Book } from './generated/lexicons/com.example.shelf.book.ts'
import { books, shelfClient } from './shelf.ts'

let network: SharedNetwork

beforeAll(async () => {
  network = await sharedNetwork()
}, 120_000)

test('books are added, listed and, if they are wrong, refused', { timeout: 60_000 }, async () => {
  const { handle, password } = await network.createAccount()
  const env = { SERVICE: network.pds.url, IDENTIFIER: handle, PASSWORD: password }
  const run = (...args: string[]) => startProgram(new URL('main.ts', import.meta.url), { args, env })

  await run(
    'add',
    'The Dispossessed',
    '--author',
    'Ursula K. Le Guin',
    '--stars',
    '5',
    '--review',
    'Read it',
  ).succeeds()
  await run('add', 'Unsigned').succeeds()
  const list = run('list')
  await list.succeeds()
  expect(list.output).toBe('      Unsigned (unknown)\n★★★★★ The Dispossessed (Ursula K. Le Guin)\n')

  const wrong = run('add', 'Too good', '--stars', '6')
  expect(await wrong.ended).toBe(1)
  expect(wrong.output).toContain('stars: expected an integer, 1 to 5')

  const client = shelfClient({ service: network.pds.url })
  await client.login({ identifier: handle, password })
  const [, first] = await Array.fromAsync(books(client, handle))
  expectTypeOf(first).toEqualTypeOf<Book | undefined>()
  const post = await client.app.bsky.feed.post.get({ uri: first?.review?.uri ?? '' })
  expect(post.value.text).toBe('Read it')
})
