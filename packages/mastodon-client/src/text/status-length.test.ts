import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { statusLength } from './status-length.ts'

const URL_LENGTH = 23

describe('the length of a post', () => {
  test.each([
    ['', 0],
    ['Hello', 5],
    ['👨‍👩‍👧 é ñ', 5],
    ['@bob@mastodon.example hi', 7],
    ['@bob@mastodon.example.', 5],
    ['(@bob@mastodon.example)', 6],
    ['bob@mastodon.example', 20],
    ['a/@bob@mastodon.example', 23],
    ['@bob @carol@x.example', 11],
    ['#tag https://a.example', 5 + URL_LENGTH],
    [`https://a.example/${'x'.repeat(400)}`, URL_LENGTH],
    ['https://a.example', URL_LENGTH],
    ['http://a.example.', URL_LENGTH + 1],
    ['See https://a.example/b, and', 4 + URL_LENGTH + 5],
    ['(https://a.example/b)', URL_LENGTH + 2],
    ['https://a.example/b_(c)', URL_LENGTH],
    ['https://a.example/b?c=d&e=f#g!', URL_LENGTH + 1],
    ['https://a.example:8080/?q', URL_LENGTH],
    ['https://a.example https://b.example', URL_LENGTH * 2 + 1],
    ['https://a.example/@bob@b.example', URL_LENGTH],
    ['https://bücher.example/straße', URL_LENGTH],
    ['https://xn--bcher-kva.xn--p1ai/', URL_LENGTH],
    ['https://localhost/x', 19],
    ['https://127.0.0.1/x', 19],
    ['xhttps://a.example', 18],
    ['ftp://a.example', 15],
    ['a.example', 9],
    ['https://', 8],
  ])('of %j is %i', (text, length) => {
    expect(statusLength(text)).toBe(length)
  })

  test('has the warning in full, and the server says what a URL counts as', () => {
    const text = 'https://a.example/b'
    expect(statusLength(text, { spoilerText: 'https://a.example' })).toBe(URL_LENGTH + 17)
    expect(statusLength(text, { limits: { characters_reserved_per_url: 30 } })).toBe(30)
    expect(statusLength(text, { spoilerText: null, limits: { characters_reserved_per_url: null } })).toBe(
      URL_LENGTH,
    )
  })

  test('is that of its parts, whatever stands around a URL', () => {
    const words = fc.array(fc.constantFrom('word', '👍🏽', '@bob@x.example', '@carol', '#tag', '…', '"'))
    fc.assert(
      fc.property(words, words, (before, after) => {
        const [left, right] = [`${before.join(' ')} `, ` ${after.join(' ')}`]
        const whole = statusLength(`${left}https://a.example/b(c)?d${right}`)
        expect(whole).toBe(statusLength(left) + URL_LENGTH + statusLength(right))
      }),
    )
  })

  test.each(['https://a.', '@a@', 'https://a.example/(', '@a@a.', 'https://a.example/!'])(
    'of %j 20,000 times takes no time to speak of',
    (part) => {
      const started = performance.now()
      statusLength(part.repeat(20_000))
      expect(performance.now() - started).toBeLessThan(5_000)
    },
  )
})
