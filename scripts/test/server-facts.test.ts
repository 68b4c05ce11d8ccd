import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readRecordings } from '../server-facts/read-recordings.ts'
import { temporaryFolder } from './support/folder.ts'

const MAIN = fileURLToPath(new URL('../server-facts/main.ts', import.meta.url))

const recorded = (as: string, status: number, url: string, body: unknown): string =>
  JSON.stringify({ op: 'getList', as, request: { method: 'GET', url }, status, headers: {}, body })

const LINES = [
  recorded('user', 200, '/api/v1/lists/1', { id: '1', title: 'A secret' }),
  recorded('none', 401, '/api/v1/lists/1', { error: 'no' }),
  recorded('user', 404, '/api/v1/lists/999999999999', { error: 'no' }),
  recorded('user2', 403, '/api/v1/lists/1', { error: 'no' }),
].join('\n')

test('recordings become a table without anything that they say', async () => {
  await using place = await temporaryFolder({ 'recordings.jsonl': `${LINES}\n` })
  const file = join(place.path, 'recordings.jsonl')
  const table = join(place.path, 'table.json')
  execFileSync(process.execPath, [MAIN, file, table])
  const text = readFileSync(table, 'utf8')
  expect(text).not.toContain('secret')
  expect(JSON.parse(text)).toEqual({
    usual: { List: { id: 'string', title: 'string' } },
    operations: {
      getList: { body: 'object', shapes: { List: {} }, noToken: 401, unknownId: 404, noScope: 403 },
    },
  })
})

test('a line that is not a response is named', () => {
  expect(() => readRecordings('\n{"op":"getList"}')).toThrow('Line 2 is not a recorded response.')
})

test('the command explains itself, and wants two files', () => {
  expect(execFileSync(process.execPath, [MAIN, '--help'], { encoding: 'utf8' })).toContain('recordings.jsonl')
  expect(() => execFileSync(process.execPath, [MAIN], { stdio: 'pipe' })).toThrow('recordings.jsonl')
})
