/** What types say of a field that came with a version, by the floor of the client. Checked by the compiler. */
import { describe, expectTypeOf, test } from 'vitest'
import { getInstance } from '../src/generated/operations/instance.ts'
import { getStatus } from '../src/generated/operations/statuses.ts'
import { getHomeTimeline } from '../src/generated/operations/timelines.ts'
import { MastodonClient, type Status, type Unsupported, VersionGate } from '../src/index.ts'
import { paginate, RestClient } from '../src/slim.ts'

const url = 'https://mastodon.example'
const any = new MastodonClient({ url })
const from4_0 = new MastodonClient({ url, minVersion: '4.0' })
const from4_3 = new MastodonClient({ url, minVersion: '4.3' })
const from4_6 = new MastodonClient({ url, minVersion: '4.6' })

type Answer<Method extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<Method>>
type StatusOf<Client extends { readonly api: (typeof any)['api'] }> = Answer<
  ReturnType<Client['api']['v1']['statuses']>['get']
>
type AccountOf<Client extends { readonly api: (typeof any)['api'] }> = Answer<
  ReturnType<Client['api']['v1']['accounts']>['get']
>
type InstanceOf<Client extends { readonly api: (typeof any)['api'] }> = Answer<
  Client['api']['v2']['instance']['get']
>

describe('a field of an answer', () => {
  type Any = StatusOf<typeof any>
  type V4_0 = StatusOf<typeof from4_0>
  type V4_3 = StatusOf<typeof from4_3>
  type V4_6 = StatusOf<typeof from4_6>

  test('that is newer than the floor may be unsupported', () => {
    expectTypeOf<Any['edited_at']>().toEqualTypeOf<string | null | Unsupported>()
    expectTypeOf<Unsupported>().toExtend<V4_0['quote']>()
    expectTypeOf<Unsupported>().toExtend<V4_3['quote']>()
    expectTypeOf<V4_3['quotes_count']>().toEqualTypeOf<number | Unsupported>()
    expectTypeOf<AccountOf<typeof from4_0>['indexable']>().toEqualTypeOf<boolean | Unsupported>()
    expectTypeOf<AccountOf<typeof from4_0>['uri']>().toEqualTypeOf<string | Unsupported>()
    expectTypeOf<AccountOf<typeof from4_3>['avatar_description']>().toEqualTypeOf<string | Unsupported>()
    expectTypeOf<Unsupported>().toExtend<InstanceOf<typeof from4_0>['api_versions']>()
    expectTypeOf<Unsupported>().toExtend<InstanceOf<typeof from4_3>['wrapstodon']>()
    expectTypeOf<InstanceOf<typeof from4_0>['registrations']['url']>().toEqualTypeOf<
      string | null | Unsupported
    >()
  })

  test('that came by the floor is there', () => {
    expectTypeOf<V4_0['edited_at']>().toEqualTypeOf<string | null>()
    expectTypeOf<V4_3['edited_at']>().toEqualTypeOf<string | null>()
    expectTypeOf<Unsupported>().not.toExtend<V4_6['quote']>()
    expectTypeOf<V4_6['quotes_count']>().toEqualTypeOf<number>()
    expectTypeOf<AccountOf<typeof from4_3>['indexable']>().toEqualTypeOf<boolean>()
    expectTypeOf<AccountOf<typeof from4_3>['uri']>().toEqualTypeOf<string>()
    expectTypeOf<AccountOf<typeof from4_6>['avatar_description']>().toEqualTypeOf<string>()
    expectTypeOf<Unsupported>().not.toExtend<InstanceOf<typeof from4_3>['api_versions']>()
    expectTypeOf<Unsupported>().not.toExtend<InstanceOf<typeof from4_6>['wrapstodon']>()
    expectTypeOf<InstanceOf<typeof from4_3>['registrations']['url']>().toEqualTypeOf<string | null>()
  })

  test('follows the floor however deep it lies', () => {
    expectTypeOf<V4_0['account']['indexable']>().toEqualTypeOf<boolean | Unsupported>()
    expectTypeOf<V4_3['account']['indexable']>().toEqualTypeOf<boolean>()
    expectTypeOf<NonNullable<V4_3['reblog']>['edited_at']>().toEqualTypeOf<string | null>()
    expectTypeOf<NonNullable<V4_3['card']>['authors']>().not.toExtend<Unsupported>()
    expectTypeOf<Unsupported>().not.toExtend<NonNullable<V4_3['card']>['authors']>()
    expectTypeOf<Unsupported>().toExtend<NonNullable<V4_0['card']>['authors']>()
  })

  test('must be looked at before it is used, where it may be unsupported', () => {
    const length = (status: StatusOf<typeof any>) => {
      // @ts-expect-error -- the server may be older than 3.5
      const { length } = status.edited_at
      return length
    }
    expectTypeOf(length).toBeFunction()
  })
})

test('every floor is a floor that types know', () => {
  // @ts-expect-error -- there is no such version
  expectTypeOf(() => new MastodonClient({ url, minVersion: '4.7' })).toBeFunction()
  expectTypeOf(any).toEqualTypeOf<MastodonClient>()
  expectTypeOf(from4_3).toEqualTypeOf<MastodonClient<'4.3'>>()
  expectTypeOf(from4_3).toExtend<MastodonClient>()
})

test('a clone has the floor of the client', () => {
  const clone = from4_3.with({ timeout: 1 })
  expectTypeOf(clone).toEqualTypeOf<MastodonClient<'4.3'>>()
})

describe('a walk over pages', () => {
  test('has items of the floor', () => {
    const walk = from4_3.api.v1.timelines.home.get.paginate({ maxItems: 1 })
    type Item = typeof walk extends AsyncIterable<infer Item> ? Item : never
    expectTypeOf<Item>().toEqualTypeOf<Status<'4.3'>>()
    expectTypeOf(walk.toArray).returns.resolves.toEqualTypeOf<Status<'4.3'>[]>()
  })

  test('is not offered where there are no pages', () => {
    expectTypeOf(any.api.v1.statuses('1').get).not.toHaveProperty('paginate')
    expectTypeOf(any.api.v1.timelines.home.get).toHaveProperty('paginate')
  })
})

describe('the slim client', () => {
  const slim = new RestClient({ url, gate: new VersionGate({ minVersion: '4.3' }) })

  test('takes its floor from its gate, and has none without', () => {
    expectTypeOf(slim).toEqualTypeOf<RestClient<'4.3'>>()
    expectTypeOf(new RestClient({ url })).toEqualTypeOf<RestClient>()
  })

  test('answers by the floor', () => {
    const call = () => slim.call(getStatus, { path: { id: '1' } })
    expectTypeOf(call).returns.resolves.toEqualTypeOf<Status<'4.3'>>()
    const walk = () => paginate(slim, getHomeTimeline).toArray()
    expectTypeOf(walk).returns.resolves.toEqualTypeOf<Status<'4.3'>[]>()
    const instance = async () => (await slim.call(getInstance)).api_versions
    expectTypeOf<Unsupported>().not.toExtend<Awaited<ReturnType<typeof instance>>>()
  })

  test('wants the arguments that the operation wants', () => {
    const wrong = [
      // @ts-expect-error -- no id
      () => slim.call(getStatus),
      // @ts-expect-error -- a path has texts
      () => slim.call(getStatus, { path: { id: 1 } }),
      // @ts-expect-error -- no such parameter
      () => slim.call(getHomeTimeline, { params: { limits: 1 } }),
      // @ts-expect-error -- there are no pages
      () => paginate(slim, getStatus, { path: { id: '1' } }),
    ]
    expectTypeOf(wrong).toBeArray()
  })
})

test('mistakes do not compile', () => {
  const mistakes = [
    // @ts-expect-error -- no such operation
    () => any.api.v1.statuses('1').favorite.post(),
    // @ts-expect-error -- ids are texts
    () => any.api.v1.statuses(1),
    // @ts-expect-error -- a boost cannot be sent to one person
    () => any.api.v1.statuses('1').reblog.post({ body: { visibility: 'direct' } }),
    // @ts-expect-error -- a poll needs an end
    () => any.api.v1.statuses.post({ body: { poll: { options: ['a', 'b'] } } }),
    // @ts-expect-error -- a file is needed
    () => any.uploadMedia({ description: 'x' }),
    // @ts-expect-error -- parameters stand in `params`
    () => any.api.v1.timelines.home.get({ limit: 3 }),
  ]
  expectTypeOf(mistakes).toBeArray()
})
