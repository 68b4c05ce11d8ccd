import { isUnsupportedVersionError, type UnsupportedVersionError } from '@typefed/core'
import { describe, expect, test, vi } from 'vitest'
import { gate, requireFloor } from './rules.ts'
import { parseVersion } from './parse.ts'
import { type Answer, isAtLeast, type ServerInfo, versionOfLevel } from './server.ts'

const server = (text: string, apiVersion?: number): ServerInfo => ({
  ...parseVersion(text),
  apiVersion,
  source: apiVersion === undefined ? 'version' : 'api_versions',
})

describe('isAtLeast', () => {
  test.each<[text: string, version: string, expected: Answer]>([
    ['4.3.0', '4.3.0', 'yes'],
    ['4.2.17', '4.3.0', 'no'],
    ['4.3.0-beta.1', '4.3.0', 'yes'],
    ['4.2.17+glitch', '4.3.0', 'no'],
    ['4.0.2+hometown-1.1.1', '4.1.0', 'no'],
    ['4.2.1 (compatible; Pleroma 2.5.0)', '4.2.0', 'yes'],
    ['4.2.1 (compatible; Pleroma 2.5.0)', '4.3.0', 'unknown'],
    ['2.7.2 (compatible; Akkoma 3.10.4)', '3.1.0', 'unknown'],
    ['3.5.3+0.17.3+git-3a1b2c4', '4.0.0', 'unknown'],
    ['0.17.0 git-3a1b2c4', '2.8.0', 'unknown'],
    ['takahe/0.9.0', '2.8.0', 'unknown'],
    ['whatever', '0.0.0', 'unknown'],
  ])('%s, %s: %s', (text, version, expected) => {
    expect(isAtLeast(server(text), version)).toBe(expected)
  })

  test.each<[text: string, level: number, version: string, requiredLevel: number, expected: Answer]>([
    ['4.5.1', 7, '4.5.0', 7, 'yes'],
    ['4.3.9', 2, '4.4.0', 3, 'no'],
    ['4.4.0-alpha.1', 2, '4.4.0', 3, 'unknown'],
    ['4.4.0-nightly.2025-06-01', 4, '4.5.0', 4, 'yes'],
    ['0.6.2', 2, '4.3.0', 2, 'yes'],
    ['0.6.2', 2, '4.5.0', 7, 'unknown'],
  ])('%s with level %i, %s and level %i: %s', (text, level, version, requiredLevel, expected) => {
    expect(isAtLeast(server(text, level), version, requiredLevel)).toBe(expected)
  })
})

test.each([
  [0, undefined],
  [1, '4.3.0'],
  [2, '4.3.0'],
  [6, '4.4.0'],
  [7, '4.5.0'],
  [10, '4.6.0'],
  [99, '4.6.0'],
])('level %i stands for %s', (level, version) => {
  expect(versionOfLevel(level)).toBe(version)
})

describe('the gate', () => {
  const operation = { method: 'GET', path: '/api/v2/notifications', requires: '4.3.0', apiVersion: 2 }
  const older = server('4.2.1')

  function refusal(run: () => void): UnsupportedVersionError {
    try {
      run()
    } catch (error) {
      if (isUnsupportedVersionError(error)) return error
    }
    return expect.unreachable()
  }

  test('refuses what a server is known to be too old for, and says why', () => {
    const error = refusal(() => gate(operation, older))
    expect(error).toMatchObject({ name: 'UnsupportedVersionError', requires: '4.3.0', server: older })
    expect(error.message).toBe('GET /api/v2/notifications needs version 4.3.0: the server is mastodon 4.2.1')
    expect(refusal(() => gate(operation, server('4.0.2+hometown-1.1.1'))).message).toBe(
      'GET /api/v2/notifications needs version 4.3.0: the server is hometown 1.1.1, which speaks 4.0.2',
    )
  })

  test.each(['4.3.0', '4.3.0rc1', '2.7.2 (compatible; Akkoma 3.10.4)', '0.17.0 git-3a1b2c4', '', 'odd'])(
    'lets %s pass',
    (text) => {
      gate(operation, server(text))
    },
  )

  test('lets pass what every server has', () => {
    gate({ method: 'GET', path: '/api/v1/statuses/{id}' }, older)
  })

  test('only warns in mode warn, and is silent in mode off', () => {
    const warn = vi.fn<(error: UnsupportedVersionError) => void>()
    gate(operation, older, 'warn', warn)
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ requires: '4.3.0' }))
    gate(operation, server('4.3.0'), 'warn', warn)
    gate(operation, older, 'off', warn)
    expect(warn).toHaveBeenCalledOnce()
  })
})

describe('a floor', () => {
  test.each(['4.3.0', '4.3.0-beta.1', '4.6.1+glitch', '4.3.0 (compatible; Foo 1.0)', 'takahe/0.9.0', ''])(
    'lets %s pass',
    (text) => {
      requireFloor('4.3', server(text))
    },
  )

  test('holds by the level of the API too', () => {
    requireFloor('4.3', { ...server('0.6.2', 2), version: versionOfLevel(2) })
  })

  test.each([
    ['4.2.1', 'this client needs version 4.3: the server is mastodon 4.2.1'],
    [
      '2.7.2 (compatible; Akkoma 3.10.4)',
      'this client needs version 4.3: the server is akkoma 3.10.4, which speaks 2.7.2',
    ],
  ])('refuses %s', (text, message) => {
    expect(() => requireFloor('4.3', server(text))).toThrow(message)
  })
})
