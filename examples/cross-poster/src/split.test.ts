import { graphemeLength } from '@typefed/atproto-client/rich-text'
import { expect, test } from 'vitest'
import { splitText } from './split.ts'

test('leaves alone what fits', () => {
  expect(splitText(' Hello\n', 5)).toEqual(['Hello'])
  expect(splitText('', 5)).toEqual([])
})

test('cuts after a paragraph, a sentence, a word, in this order', () => {
  expect(splitText('One two.\n\nThree. Four five', 16)).toEqual(['One two.', 'Three. Four five'])
  expect(splitText('One two. Three four', 14)).toEqual(['One two.', 'Three four'])
  expect(splitText('One two three', 8)).toEqual(['One two', 'three'])
})

test('cuts a word that is too long, and no emoji', () => {
  expect(splitText('abcdefgh', 3)).toEqual(['abc', 'def', 'gh'])
  expect(splitText('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 2)).toEqual(['👩‍👩‍👧👩‍👩‍👧', '👩‍👩‍👧'])
})

test('loses nothing and keeps to its limit', () => {
  const text = Array.from({ length: 400 }, (_, i) => `word${i}${i % 9 === 0 ? '.' : ''}`).join(' ')
  const parts = splitText(text, 300)
  expect(parts.join(' ')).toBe(text)
  expect(Math.max(...parts.map(graphemeLength))).toBeLessThanOrEqual(300)
})
