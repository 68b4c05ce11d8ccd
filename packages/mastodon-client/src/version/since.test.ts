import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Account } from '../generated/schemas/Account.ts'
import type { Instance } from '../generated/schemas/Instance.ts'
import type { Status } from '../generated/schemas/Status.ts'
import { isUnsupported, type Unsupported } from './since.ts'

describe('a field with a version', () => {
  test('may be unsupported where no floor is named', () => {
    expectTypeOf<Status['edited_at']>().toEqualTypeOf<string | null | Unsupported>()
    expectTypeOf<undefined>().toExtend<Status['quote']>()
    expectTypeOf<undefined>().toExtend<Status['quotes_count']>()
    expectTypeOf<undefined>().toExtend<Account['indexable']>()
  })

  test('is there from the floor that has it on', () => {
    expectTypeOf<Status<'3.5'>['edited_at']>().toEqualTypeOf<string | null>()
    expectTypeOf<Status<'4.3'>['edited_at']>().toEqualTypeOf<string | null>()
    expectTypeOf<undefined>().toExtend<Status<'4.3'>['quote']>()
    expectTypeOf<undefined>().not.toExtend<Status<'4.5'>['quote']>()
    expectTypeOf<Status<'4.5'>['quotes_count']>().toEqualTypeOf<number>()
    expectTypeOf<undefined>().not.toExtend<Status<'4.3'>['account']['indexable']>()
  })

  test('that came by the baseline is there on every server', () => {
    expectTypeOf<Status['spoiler_text']>().toEqualTypeOf<string>()
    expectTypeOf<Status['language']>().toEqualTypeOf<string | null>()
  })

  test('makes an entity of a higher floor fit where a lower one is asked for, and not the reverse', () => {
    expectTypeOf<Status<'4.5'>>().toExtend<Status>()
    expectTypeOf<Status>().not.toExtend<Status<'4.5'>>()
    expectTypeOf<Instance<'4.3'>>().toExtend<Instance>()
  })
})

test('a field is unsupported if it is not there: null is an answer', () => {
  const sent: { edited_at?: string | null; quote?: null } = JSON.parse('{"quote": null}')
  expect([isUnsupported(sent.edited_at), isUnsupported(sent.quote)]).toEqual([true, false])
  expect(JSON.stringify({ quote: undefined })).toBe('{}')
})
