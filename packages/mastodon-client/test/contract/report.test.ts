import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { arena } from '../support.ts'
import { drawTable } from './report.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

test('a table has a line for each row, and the sums', () => {
  const long = 'a remark '.repeat(20)
  const table = drawTable([
    { area: 'instance', name: 'rules', result: 'ok', detail: '', ms: 5 },
    { area: 'posts', name: 'edit and history', result: 'not there', detail: 'needs 3.5.0', ms: 1234 },
    { area: 'x', name: 'y', result: 'failed', detail: `line\nbreak ${long}`, ms: 0 },
  ])
  const [shown, sums] = table.split('\n\n')
  expect(sums).toBe('1 ok, 1 not there, 1 failed')
  expect(shown?.split('\n')).toEqual([
    'area      what              result       ms',
    '--------  ----------------  ---------  ----',
    'instance  rules             ok            5',
    'posts     edit and history  not there  1234  needs 3.5.0',
    `x         y                 failed        0  ${`line break ${long}`.slice(0, 89)}…`,
  ])
})

/** Runs the program by itself. */
function run(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const { PATH = '' } = process.env
    const all = ['--conditions=typefed-source', MAIN, ...args]
    execFile(process.execPath, all, { env: { PATH, ...env } }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

describe('the program', () => {
  test('explains itself', async () => {
    const { code, out } = await run(['--help'])
    expect(code).toBe(0)
    expect(out).toContain('MASTODON_TOKEN')
  })

  test('prints a table, without the token', async () => {
    await using place = await arena()
    const { url: MASTODON_URL, token: MASTODON_TOKEN } = place.sandbox
    const areas = ['--area', 'posts', '--area', 'lists']
    const { code, out, err } = await run(areas, { MASTODON_URL, MASTODON_TOKEN })
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^posts +edit and history +ok +\d+ {2}2 versions$/m)
    expect(out).toMatch(/\n10 ok, 0 not there, 0 failed\n$/)
    expect(out).not.toContain(MASTODON_TOKEN)
  })

  test('ends with 1 if something failed', async () => {
    await using place = await arena({ rateLimits: { limit: 4, windowSeconds: 600 } })
    const { url: MASTODON_URL, token: MASTODON_TOKEN } = place.sandbox
    const { code, out } = await run(['--area', 'search'], { MASTODON_URL, MASTODON_TOKEN })
    expect(out).toMatch(/^search +directory +failed .*Too many requests/m)
    expect(code).toBe(1)
  })

  test.each([
    ['without a server', [], {}, 'MASTODON_URL and MASTODON_TOKEN are needed; see --help'],
    [
      'for an area that is none',
      ['--area', 'x'],
      { MASTODON_URL: 'http://127.0.0.1', MASTODON_TOKEN: 'x' },
      'posts',
    ],
    ['for an option that is none', ['--nothing'], {}, "Unknown option '--nothing'"],
  ])('cannot begin %s', async (_, args, env, reason) => {
    const { code, out, err } = await run(args, env)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(reason)
  })

  test('cannot begin where nobody listens, and does not tell the token', async () => {
    const place = await arena()
    const { url: MASTODON_URL, token: MASTODON_TOKEN } = place.sandbox
    await place.sandbox.close()
    const { code, out, err } = await run([], { MASTODON_URL, MASTODON_TOKEN })
    const { host } = new URL(MASTODON_URL)
    const reason = `${host} could not be reached (ECONNREFUSED) (after 3 attempts)`
    expect([code, out, err]).toEqual([2, '', `verifyCredentials: ${reason}\n`])
  })
})
