import { readFileSync } from 'node:fs'
import { RETRY_RULES } from '@typefed/core/internal'
import { expect, test } from 'vitest'

const GUIDE = readFileSync(new URL('../../guide/errors.md', import.meta.url), 'utf8')

/** The rows of the guide that stand for each kind of request. */
const ROWS = {
  idempotent: 'GET, HEAD, PUT, DELETE, OPTIONS',
  keyed: 'POST, PATCH with an Idempotency-Key',
  other: 'POST, PATCH',
}

test.each(Object.entries(ROWS))('the guide says when %s requests are sent again', (kind, row) => {
  const line = GUIDE.split('\n').find((line) => line.split('|')[1]?.trim() === row)
  const failures = line
    ?.split('|')[2]
    ?.split(',')
    .map((failure) => failure.trim())
  expect(failures).toEqual(RETRY_RULES[kind as keyof typeof ROWS].map(String))
})
