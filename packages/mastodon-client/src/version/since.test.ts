import { describe, expect, expectTypeOf, test } from 'vitest'
import { isUnsupported, type Since, type Unsupported } from './since.ts'

// What the generator writes.
type AnyVersion = 'any' | '4.2' | '4.3' | '4.4'
type Floor = AnyVersion
type From4_2 = '4.2' | '4.3' | '4.4'
type From4_3 = '4.3' | '4.4'
type From4_4 = '4.4'

interface Account<out V extends Floor = AnyVersion> {
  id: string
  /** @since 4.2 */
  indexable: Since<V, From4_2, boolean>
  /** @since 4.4 */
  feature_approval: Since<V, From4_4, object | null>
}

interface Status<out V extends Floor = AnyVersion> {
  id: string
  account: Account<V>
  reblog: Status<V> | null
  /** @since 4.3 */
  filtered: Since<V, From4_3, string[]>
  /** @since 4.4 */
  quote: Since<V, From4_4, Status<V> | null>
}

describe('a field with a version', () => {
  test('may be unsupported where no floor is named', () => {
    expectTypeOf<Status['filtered']>().toEqualTypeOf<string[] | Unsupported>()
    expectTypeOf<Status['quote']>().toEqualTypeOf<Status | null | Unsupported>()
    expectTypeOf<Account['indexable']>().toEqualTypeOf<boolean | Unsupported>()
  })

  test('is there from the floor that has it on', () => {
    expectTypeOf<Status<'4.2'>['account']['indexable']>().toEqualTypeOf<boolean>()
    expectTypeOf<Status<'4.2'>['filtered']>().toEqualTypeOf<string[] | Unsupported>()
    expectTypeOf<Status<'4.3'>['filtered']>().toEqualTypeOf<string[]>()
    expectTypeOf<Status<'4.3'>['quote']>().toEqualTypeOf<Status<'4.3'> | null | Unsupported>()
    expectTypeOf<Status<'4.4'>['quote']>().toEqualTypeOf<Status<'4.4'> | null>()
    expectTypeOf<Account<'4.4'>['feature_approval']>().toEqualTypeOf<object | null>()
  })

  test('is followed through nested entities', () => {
    type Nested<V extends Floor> = NonNullable<Status<V>['reblog']>['account']['indexable']
    expectTypeOf<Nested<'4.3'>>().toEqualTypeOf<boolean>()
    expectTypeOf<Nested<AnyVersion>>().toEqualTypeOf<boolean | Unsupported>()
  })

  test('may be unsupported if the floor is one of several', () => {
    expectTypeOf<Status<'4.2' | '4.3'>['filtered']>().toEqualTypeOf<string[] | Unsupported>()
  })

  test('of an entity with a floor does for one without, and not the other way', () => {
    expectTypeOf<Status<'4.3'>>().toExtend<Status>()
    expectTypeOf<Status<'4.3'>[]>().toExtend<Status[]>()
    expectTypeOf<Status<'4.4'>>().toExtend<Status<From4_3>>()
    expectTypeOf<Status>().not.toExtend<Status<'4.3'>>()
    expectTypeOf<Status<'4.2'>>().not.toExtend<Status<'4.3'>>()
    const anyOf = <V extends Floor>(status: Status<V>): Status => status
    expectTypeOf(anyOf<'4.3'>).returns.toEqualTypeOf<Status>()
  })
})

test('isUnsupported tells what is not sent from what is empty', () => {
  const status: Pick<Status, 'filtered' | 'quote'> = JSON.parse('{ "quote": null }')
  expect(isUnsupported(status.filtered)).toBe(true)
  for (const value of [status.quote, false, 0, '', []]) expect(isUnsupported(value)).toBe(false)
  expect(JSON.stringify({ id: '1', filtered: status.filtered })).toBe('{"id":"1"}')
  if (!isUnsupported(status.filtered)) expectTypeOf(status.filtered).toEqualTypeOf<string[]>()
})
