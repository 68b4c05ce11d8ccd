import { expect, test } from 'vitest'
import { brokenLinks, markdownFiles } from './links.ts'

test('every link of every page leads to a file, and to an anchor that is there', () => {
  const files = markdownFiles()
  expect(files).toContain('README.md')
  expect(files.some((file) => file.startsWith('docs/generated/reference/'))).toBe(true)
  expect(files.flatMap((file) => brokenLinks(file))).toEqual([])
})

test.each([
  ['nowhere.md', 'README.md: nowhere.md'],
  ['CONTRIBUTING.md#nowhere', 'README.md: CONTRIBUTING.md#nowhere'],
])('a link to %s is told of', (link, expected) => {
  expect(brokenLinks('README.md', `[a](${link})`)).toEqual([expected])
})

test.each(['CONTRIBUTING.md#style', 'docs/decisions', 'https://example.com', '#two-commands'])(
  '%s is fine',
  (link) => {
    expect(brokenLinks('README.md', `## Two commands\n[a](${link})`)).toEqual([])
  },
)
