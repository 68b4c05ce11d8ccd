import { expect, test } from 'vitest'
import { figuresPage } from './figures.ts'

test('the page of figures is what the README shows of them', () => {
  expect(figuresPage('a\n<!-- bench -->\n\n## Beside\n\n| b |\n\n<!-- /bench -->\nc')).toBe(
    '# Beside\n\n| b |\n\n',
  )
  expect(figuresPage()).toContain('| typefed')
})

test('a README without figures is told of', () => {
  expect(() => figuresPage('# A')).toThrow('README.md: expected figures')
})
