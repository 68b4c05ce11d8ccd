import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareVersions } from './compare.ts'
import { parseVersion, softwareName } from './parse.ts'

/** What a server wrote, the software and its version, the version of Mastodon. */
type Row = [
  text: string,
  software: string | undefined,
  softwareVersion: string | undefined,
  version: string | undefined,
]

const ROWS: Row[] = [
  // Mastodon
  ['2.7.4', 'mastodon', '2.7.4', '2.7.4'],
  ['3.5.19', 'mastodon', '3.5.19', '3.5.19'],
  ['v4.1.2', 'mastodon', 'v4.1.2', '4.1.2'],
  ['4.2.1', 'mastodon', '4.2.1', '4.2.1'],
  ['4.3', 'mastodon', '4.3', '4.3.0'],
  ['4.6.1', 'mastodon', '4.6.1', '4.6.1'],
  ['4.1.0rc3', 'mastodon', '4.1.0rc3', '4.1.0'],
  ['4.3.0rc1', 'mastodon', '4.3.0rc1', '4.3.0'],
  ['4.3.0-beta.2', 'mastodon', '4.3.0-beta.2', '4.3.0'],
  ['4.5.0-alpha.1', 'mastodon', '4.5.0-alpha.1', '4.5.0'],
  ['4.4.0-nightly.2025-06-01', 'mastodon', '4.4.0-nightly.2025-06-01', '4.4.0'],
  ['4.3.0-nightly.2024-01-24-security', 'mastodon', '4.3.0-nightly.2024-01-24-security', '4.3.0'],
  ['4.4.0-alpha.3+pr-33849-2f35f6c', 'mastodon', '4.4.0-alpha.3', '4.4.0'],
  ['4.2.10+myserver', 'mastodon', '4.2.10', '4.2.10'],
  ['4.2.10+git-3a1b2c4', 'mastodon', '4.2.10', '4.2.10'],
  ['4.1.0 (our own build)', 'mastodon', '4.1.0', '4.1.0'],
  // its forks
  ['3.5.3+glitch', 'glitch-soc', '3.5.3', '3.5.3'],
  ['4.3.0-alpha.3+glitch', 'glitch-soc', '4.3.0-alpha.3', '4.3.0'],
  ['4.3.0+nightly.2024-03-01+glitch', 'glitch-soc', '4.3.0', '4.3.0'],
  ['4.4.0-nightly.2025-06-01+glitch', 'glitch-soc', '4.4.0-nightly.2025-06-01', '4.4.0'],
  ['4.4.0-alpha.5+glitch+urusai+sakura', 'glitch-soc', '4.4.0-alpha.5', '4.4.0'],
  ['4.7.0-beta.1+chuckya', 'chuckya', '4.7.0-beta.1', '4.7.0'],
  ['4.4.0-alpha.2+glitch.chuckya', 'chuckya', '4.4.0-alpha.2', '4.4.0'],
  ['4.0.2+hometown-1.1.1', 'hometown', '1.1.1', '4.0.2'],
  ['4.2.17+hometown-1.2.0', 'hometown', '1.2.0', '4.2.17'],
  ['1.0.7+3.5.5', 'hometown', '1.0.7', '3.5.5'],
  ['4.2.1+fedibird-20240420', 'fedibird', '20240420', '4.2.1'],
  // other software that names a Mastodon
  ['4.2.1 (compatible; Pleroma 2.5.0)', 'pleroma', '2.5.0', '4.2.1'],
  ['2.7.2 (compatible; Pleroma 2.5.50+soapbox)', 'pleroma', '2.5.50+soapbox', '2.7.2'],
  [
    '3.0.0 (compatible; Pleroma 2.6.52-725-g987f44d8-2-6-2)',
    'pleroma',
    '2.6.52-725-g987f44d8-2-6-2',
    '3.0.0',
  ],
  ['2.7.2 (compatible; Akkoma 3.10.4-0-gebfb617)', 'akkoma', '3.10.4-0-gebfb617', '2.7.2'],
  ['2.7.2 (compatible; Akkoma 3.13.1-0-gc02e343)', 'akkoma', '3.13.1-0-gc02e343', '2.7.2'],
  ['2.8.0 (compatible; Friendica 2024.12)', 'friendica', '2024.12', '2.8.0'],
  ['2.7.2 (compatible; Pixelfed 0.11.9)', 'pixelfed', '0.11.9', '2.7.2'],
  ['3.5.3 (compatible; Pixelfed 0.12.4)', 'pixelfed', '0.12.4', '3.5.3'],
  ['4.1.0 (compatible; Iceshrimp 2023.11)', 'iceshrimp', '2023.11', '4.1.0'],
  [
    '4.2.1 (compatible; Iceshrimp 2023.12.14-dev-046d237af)',
    'iceshrimp',
    '2023.12.14-dev-046d237af',
    '4.2.1',
  ],
  [
    '4.2.1 (compatible; Iceshrimp.NET/2024.1-beta2.security3+e1d25a9231)',
    'iceshrimp.net',
    '2024.1-beta2.security3+e1d25a9231',
    '4.2.1',
  ],
  ['4.2.1 (compatible; Catodon 24.04-dev.2)', 'catodon', '24.04-dev.2', '4.2.1'],
  ['3.0.0 (compatible; Sharkey 2023.12.0.beta3)', 'sharkey', '2023.12.0.beta3', '3.0.0'],
  ['3.0.0 (compatible; Sharkey 2025.2.2; like Akkoma)', 'sharkey', '2025.2.2', '3.0.0'],
  ['3.0.0 (compatible; Firefish 1.0.4-dev5)', 'firefish', '1.0.4-dev5', '3.0.0'],
  ['4.2.8 (compatible; Firefish 20240909)', 'firefish', '20240909', '4.2.8'],
  ['3.0.0 (compatible; Calckey 13.1.4.1)', 'calckey', '13.1.4.1', '3.0.0'],
  ['3.0.0 (compatible; Mitra 1.5.0)', 'mitra', '1.5.0', '3.0.0'],
  ['4.0.0 (compatible; Mitra 2.18.0)', 'mitra', '2.18.0', '4.0.0'],
  ['3.0.0 (compatible; Ditto 1.1.0)', 'ditto', '1.1.0', '3.0.0'],
  ['0.0.0 (compatible; Ditto 0.0.1)', 'ditto', '0.0.1', undefined],
  ['4.0.0 (compatible; Takahē 0.11.0)', 'takahe', '0.11.0', '4.0.0'],
  ['4.0.0 (not true; really snac/2.68)', 'snac', '2.68', '4.0.0'],
  ['2.7.2 (compatible; GNU social 2.0.1-beta0)', 'gnusocial', '2.0.1-beta0', '2.7.2'],
  ['4.0.0 (compatible; Nameless)', 'nameless', undefined, '4.0.0'],
  ['3.5.3+0.17.3+git-3a1b2c4', 'gotosocial', '0.17.3', '3.5.3'],
  ['3.5.3+0.9.0-git-3a1b2c4', 'gotosocial', '0.9.0', '3.5.3'],
  // other software that names itself only
  ['0.17.0+git-3a1b2c4', 'gotosocial', '0.17.0', undefined],
  ['0.15.0-rc1 git-1573cd0', 'gotosocial', '0.15.0-rc1', undefined],
  ['takahe/0.9.0', 'takahe', '0.9.0', undefined],
  ['neodb/0.10.2.1', 'neodb', '0.10.2.1', undefined],
  ['2024.5.0 (Misskey)', 'misskey', '2024.5.0', undefined],
  // that say a version of their own and no name: Hollo, BookWyrm, Misskey
  ['0.6.2', undefined, '0.6.2', undefined],
  ['0.7.2', undefined, '0.7.2', undefined],
  ['2024.11.0', undefined, '2024.11.0', undefined],
  ['0.0.0', undefined, '0.0.0', undefined],
  // nothing
  ['', undefined, undefined, undefined],
  ['unknown', undefined, undefined, undefined],
  ['()', undefined, undefined, undefined],
]

describe('a version string', () => {
  test.each(ROWS)('%s', (text, software, softwareVersion, version) => {
    expect(parseVersion(text)).toEqual({ software, softwareVersion, version })
  })

  test('is never too odd', () => {
    const pieces = fc.constantFrom(
      '4.2.1',
      '+',
      '(compatible; ',
      ')',
      'git-',
      '/',
      ' ',
      'glitch',
      '-',
      '0.1.2',
    )
    const odd = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))).map((parts) => parts.join(''))
    fc.assert(
      fc.property(odd, (text) => {
        const { software, version } = parseVersion(text)
        expect(version ?? '2.0.0').toMatch(/^\d{1,2}\.\d+\.\d+$/)
        expect(software ?? 'x').toMatch(/^[a-z0-9.-]+$/)
      }),
    )
  })

  test('is read in no time, however long', () => {
    const start = performance.now()
    for (const piece of ['(compatible; ', '4.2.1+', '1', '(', 'a/', ' ', 'glitch-', '0.1 git-']) {
      parseVersion(piece.repeat(100_000))
      softwareName(piece.repeat(100_000))
    }
    expect(performance.now() - start).toBeLessThan(200)
  })
})

describe('comparison', () => {
  const version = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)).map((numbers) => numbers.join('.'))
  const anything = fc.oneof(version, fc.string())
  const sign = (a: string, b: string) => Math.sign(compareVersions(a, b))

  test('is a total order of any texts', () => {
    fc.assert(
      fc.property(anything, anything, anything, (a, b, c) => {
        expect(sign(a, a)).toBe(0)
        expect(sign(a, b) + sign(b, a)).toBe(0)
        if (sign(a, b) <= 0 && sign(b, c) <= 0) expect(sign(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })

  test('calls only the same versions equal', () => {
    fc.assert(fc.property(version, version, (a, b) => (sign(a, b) === 0) === (a === b)))
  })

  test.each([
    ['4.10.0', '4.9.9', 1],
    ['4.3', '4.3.0', 0],
    ['4.3.0-beta.1', '4.3.0', 0],
    ['3.5.19', '4.0.0', -1],
  ])('of %s and %s', (a, b, expected) => {
    expect(sign(a, b)).toBe(expected)
  })
})
