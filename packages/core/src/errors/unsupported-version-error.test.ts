import { expect, test } from 'vitest'
import { TypefedError } from './typefed-error.ts'
import { isUnsupportedVersionError, UnsupportedVersionError } from './unsupported-version-error.ts'

const CALL = 'GET /api/v2/notifications'

test.each([
  [{ software: 'mastodon', softwareVersion: '4.2.1', version: '4.2.1' }, 'the server is mastodon 4.2.1'],
  [
    { software: 'pleroma', softwareVersion: '2.7.0', version: '2.7.2' },
    'the server is pleroma 2.7.0, which speaks 2.7.2',
  ],
  [
    { software: 'snac', softwareVersion: undefined, version: '4.0.0' },
    'the server is snac, which speaks 4.0.0',
  ],
  [{ software: 'hollo', softwareVersion: '0.6.0', version: undefined }, 'the server is hollo 0.6.0'],
  [{ software: undefined, softwareVersion: undefined, version: undefined }, 'the server is of unknown make'],
])('the message says what is needed and what there is: %j', (server, end) => {
  const error = new UnsupportedVersionError(CALL, '4.3.0', server)
  expect(error.message).toBe(`${CALL} needs version 4.3.0: ${end}`)
  expect(error).toMatchObject({ name: 'UnsupportedVersionError', requires: '4.3.0', server })
})

test('its guard takes it and no other', () => {
  const server = { software: 'mastodon', softwareVersion: '4.2.1', version: '4.2.1' }
  const error = new UnsupportedVersionError(CALL, '4.3.0', server)
  expect(isUnsupportedVersionError(error)).toBe(true)
  expect(error).toBeInstanceOf(TypefedError)
  expect(isUnsupportedVersionError(Object.assign(new Error(), { ...error }))).toBe(false)
})
