/** Words of a server that look like a part of a token and are none. */
import { describe, expect, test } from 'vitest'
import { failureOf } from '../failures.ts'
import { sendJson } from '../loopback.ts'
import { openPlace } from '../place.ts'
import { jwt, SUBJECTS } from '../subjects.ts'

describe.each(SUBJECTS)('$name keeps ordinary words: Bearer and DPoP', (subject) => {
  test.each([
    'Bearer token mismatch',
    'the Bearer is unknown',
    'DPoP nonce required',
    'DPoP proof is missing',
    'Use Bearer authentication',
  ])('%s', async (message) => {
    const refuse = { error: 'Unauthorized', message }
    await using place = await openPlace(subject, (_, response) => sendJson(response, refuse, 403))
    const error = await failureOf(place.api.read())
    expect(error.description).toBe(message)
    expect(error.message).toContain(message)
  })

  test.each([
    ['one with dots', jwt('another')],
    ['a long one', 'ZmQ4NzE2YTQtNTZhYi00ZDk5LThjYmItYjUwYzMxMDU1ZDY3Cg'],
  ])('and hides %s behind them, although the client never had it', async (_, token) => {
    for (const scheme of ['Bearer', 'DPoP']) {
      const refuse = { error: 'Unauthorized', message: `not ${scheme} ${token} again` }
      await using place = await openPlace(subject, (_, response) => sendJson(response, refuse, 403))
      const error = await failureOf(place.api.read())
      expect(error.message).not.toContain(token)
      expect(error.message).toContain('[token] again')
    }
  })
})
