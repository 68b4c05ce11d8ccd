import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanIdentifier } from './identifier.ts'

describe('an identifier', () => {
  test.each([
    ['@alice.example', 'alice.example'],
    ['  Alice.EXAMPLE\n', 'alice.example'],
    ['\u202A@alice.example\u202C', 'alice.example'],
    ['\u200Bali\u00ADce.example\uFEFF', 'alice.example'],
    ['Alice@Example.com ', 'Alice@Example.com'],
    ['did:web:Example.com', 'did:web:Example.com'],
    ['@did:plc:abc', 'did:plc:abc'],
  ])('%j means %j', (typed, meant) => expect(cleanIdentifier(typed)).toBe(meant))

  test('that was cleaned is clean', () => {
    const property = fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = cleanIdentifier(text.replace(/^\W+/, ''))
      expect(cleanIdentifier(once)).toBe(once)
    })
    fc.assert(property)
  })
})
