import * as fc from 'fast-check'
import list from 'tlds' with { type: 'json' }
import { describe, expect, test } from 'vitest'
import { packNames } from '../../scripts/pack-tlds.ts'
import { findEntities } from './find-entities.ts'
import { hasKnownTld } from './tlds.ts'

const ascii = list.filter((name) => /^[a-z]+$/.test(name))
const others = list.filter((name) => !/^[a-z]+$/.test(name))
const known = new Set(ascii)

describe('a top-level domain', () => {
  test('is known if the list has it', () => {
    expect(ascii.length).toBeGreaterThan(1_200)
    expect(ascii.filter((name) => !hasKnownTld(`a.${name}`))).toEqual([])
  })

  test('is not known if the list has it not, however near it comes', () => {
    const near = ascii.flatMap((name) => [name.slice(0, -1), name.slice(1), `${name}s`, `x${name}`])
    expect(near.filter((name) => hasKnownTld(`a.${name}`) !== known.has(name))).toEqual([])
    expect(ascii.filter((name) => hasKnownTld(`a.${name.toUpperCase()}`) || hasKnownTld(name))).toEqual([])
    const random = fc.stringMatching(/^[a-zA-Z0-9-]{0,8}$/)
    fc.assert(
      fc.property(random, (name) => hasKnownTld(`a.${name}`) === known.has(name)),
      { numRuns: 5_000 },
    )
  })

  test.each(['', '.', 'com', 'a.', 'A', 'a.A', 'a.Aaaa', 'constructor', 'a.constructor'])(
    'is not that of "%s"',
    (name) => {
      expect(hasKnownTld(name)).toBe(false)
    },
  )

  test('in another script ends neither a handle nor a link', () => {
    expect(others.length).toBeGreaterThan(100)
    expect(others.flatMap((name) => findEntities(`a.${name} @a.${name}`))).toEqual([])
  })
})

describe('the packed form', () => {
  test('says of each name what it does not share with the one before', () => {
    expect(packNames(['com', 'co', 'cab', 'рф', 'd'])).toBe('AcabBoCmAd')
  })

  test.each(['xn--p1ai', 'a b', 'Com', "'", 'a'.repeat(26)])('refuses "%s"', (name) => {
    expect(() => packNames([name])).toThrow(name)
  })
})
