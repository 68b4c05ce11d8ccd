import { expect, test } from 'vitest'
import { extractBlocks } from '../blocks/extract.ts'
import { readmePages } from './readme.ts'

test('the code of the README is checked, with the names of the network that it is about', () => {
  const text = '# A\n\n```ts\none()\n```\n\n## Mastodon and its kin\n\n```ts\ntwo()\n```\n'
  expect(readmePages(text).flatMap(extractBlocks)).toMatchObject([
    { page: 'README', line: 4, kind: 'check', network: 'atproto' },
    { page: 'README', line: 10, kind: 'check', network: 'mastodon' },
  ])
  expect(readmePages().flatMap(extractBlocks).length).toBeGreaterThan(3)
})
