import { expect, test } from 'vitest'
import { brokenLinks, markdownFiles } from './links.ts'

test('every link of every page leads to a file, and to an anchor that is there', () => {
  const files = markdownFiles()
  expect(files).toContain('README.md')
  expect(files.some((file) => file.startsWith('docs/generated/reference/'))).toBe(true)
  expect(files.flatMap(brokenLinks)).toEqual([])
})
