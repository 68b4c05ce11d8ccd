/** Payloads that servers send, right and wrong. */
import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { isValidationError, type ValidationError } from '../../src/index.ts'
import { parseEnvelope } from '../../src/streaming/connection/envelope.ts'
import { channelOf } from '../../src/streaming/channel.ts'
import { decodeEvent } from '../../src/streaming/decode.ts'
import { listStream, userStream } from '../../src/streaming/index.ts'
import { arena } from '../support.ts'
import { begin, nextOf, until, watch } from './support.ts'

const STATUS = { id: '1', content: 'x' }

describe('a payload', () => {
  const [channel] = channelOf(userStream, [])
  const decode = (event: string, payload?: unknown, settings = {}) => {
    const errors: ValidationError[] = []
    const decoded = decodeEvent(channel, { event, payload }, settings, (error) => void errors.push(error))
    return { decoded, errors: errors.map(({ message }) => message) }
  }

  test.each([
    ['a text of an id', 'delete', '7', '7'],
    ['a number, as Pleroma sent', 'delete', 7, '7'],
    ['an id of an announcement', 'announcement.delete', '7', '7'],
    ['nothing', 'filters_changed', undefined, undefined],
    ['what JavaScript calls nothing', 'filters_changed', 'undefined', undefined],
    ['whatever comes where nothing should', 'notifications_merged', '1', undefined],
    ['something that nobody describes', 'encrypted_message', '{"a":1}', { a: 1 }],
    ['what belongs to an event that is not known', 'chat', '{"a":1}', '{"a":1}'],
    ['the name of a property of every object', 'constructor', 1, 1],
  ])('is read: %s', (_, event, payload, value) => {
    expect(decode(event, payload)).toEqual({ decoded: { event, payload: value }, errors: [] })
  })

  test('is read whether it is a text of JSON or the value itself', () => {
    const reaction = { name: 'x', count: 1, announcement_id: '1' }
    for (const payload of [reaction, JSON.stringify(reaction)]) {
      expect(decode('announcement.reaction', payload).decoded?.payload).toEqual(reaction)
    }
  })

  test('is a value of its own for each who listens, however it came', () => {
    for (const event of ['announcement.reaction', 'chat']) {
      const payload = { name: 'x', count: 1, announcement_id: '1' }
      const decoded = decode(event, payload).decoded?.payload
      expect(decoded).toEqual(payload)
      expect(decoded).not.toBe(payload)
    }
  })

  test.each([
    ['update', '{', 'update of user is not valid: expected JSON'],
    ['update', undefined, 'update of user is not valid: expected an object'],
    ['update', '{"id":1}', 'update of user is not valid'],
    ['delete', { id: '7' }, 'delete of user is not valid: expected a text'],
    ['delete', undefined, 'delete of user is not valid: expected a text'],
  ])('of %s that is %j is reported, and not handed on', (event, payload, message) => {
    const { decoded, errors } = decode(event, payload)
    expect(decoded).toBeUndefined()
    expect(errors).toEqual([expect.stringContaining(message)])
  })

  test('that does not fit is handed on in mode warn, and not looked at in mode off', () => {
    const payload = JSON.stringify(STATUS)
    const warned = decode('update', payload, { validate: 'warn' })
    expect(warned.decoded).toEqual({ event: 'update', payload: STATUS })
    expect(warned.errors).toHaveLength(1)
    expect(decode('update', payload, { validate: 'off' })).toEqual({
      decoded: { event: 'update', payload: STATUS },
      errors: [],
    })
  })
})

describe('a message', () => {
  test.each([
    [{ stream: ['hashtag', 'Cats'], event: 'x' }, 'hashtag cats'],
    [{ stream: ['list', '1'], event: 'x' }, 'list 1'],
    [{ stream: ['user'], event: 'x' }, 'user '],
    [{ stream: 'user', event: 'x' }, 'user '],
    [{ stream: [], event: 'x' }, undefined],
    [{ stream: [7], event: 'x' }, undefined],
    [{ event: 'x' }, undefined],
  ])('%j belongs to %s', (message, key) => {
    expect(parseEnvelope(JSON.stringify(message))).toMatchObject({ kind: 'event', key })
  })

  const names = fc.constantFrom('update', 'delete', 'notification', 'filters_changed', 'chat', '__proto__')
  const messages = fc.oneof(
    fc.string(),
    fc.json(),
    fc.uint8Array(),
    fc
      .record(
        {
          stream: fc.jsonValue(),
          event: fc.oneof(names, fc.jsonValue()),
          payload: fc.jsonValue(),
          error: fc.jsonValue(),
        },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value)),
  )

  test('of any kind gives an event, a report or a refusal, and never fails', () => {
    const channels = [channelOf(userStream, [])[0], channelOf(listStream, ['1'])[0]]
    fc.assert(
      fc.property(messages, fc.constantFrom('throw', 'warn', 'off'), (message, validate) => {
        const envelope = parseEnvelope(message)
        if (envelope.kind !== 'event') {
          expect(['refusal', 'invalid']).toContain(envelope.kind)
          return
        }
        for (const channel of channels) {
          let reports = 0
          const decoded = decodeEvent(channel, envelope.raw, { validate }, () => void reports++)
          expect(decoded !== undefined || reports === 1).toBe(true)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('of any kind leaves the stream as it was', async () => {
    await using place = await arena()
    const seen = watch(place.sandbox, 'user')
    const { streaming } = place.sandbox
    await using stream = place.client.api.v1.streaming.user({ ...seen, onError: () => {} })
    let taking = (await begin(stream, seen)).first
    await fc.assert(
      fc.asyncProperty(messages, async (message) => {
        streaming.inject(message)
        streaming.emit('user', 'mark')
        let event = await taking
        while (event.event !== ('mark' as string)) event = await nextOf(stream)
        taking = nextOf(stream)
      }),
      { numRuns: 200 },
    )
    streaming.emit('user', 'end')
    await taking
    expect(streaming.sockets).toBe(1)
  })
})

describe('what cannot be read', () => {
  test('is reported to all who listen, and the next event comes', async () => {
    const warnings: unknown[] = []
    await using place = await arena({}, { onWarning: (error) => void warnings.push(error) })
    const { sandbox, client } = place
    const errors: unknown[] = []
    const seen = [watch(sandbox, 'user'), watch(sandbox, 'public')] as const
    await using user = client.api.v1.streaming.user({
      ...seen[0],
      onError: (error) => void errors.push(error),
    })
    await using local = client.api.v1.streaming.public(seen[1])
    const [a] = [await begin(user, seen[0]), await begin(local, seen[1])]
    sandbox.streaming.inject('nonsense')
    sandbox.streaming.inject(Uint8Array.of(1))
    sandbox.streaming.emit('user', 'update', '{"id":"1"}')
    sandbox.streaming.emit('user', 'delete', '7')
    expect(await a.first).toEqual({ event: 'delete', payload: '7' })
    expect(errors.map((error) => isValidationError(error) && error.message)).toEqual([
      'message of the server is not valid: expected an object of JSON, got another text',
      'message of the server is not valid: expected a message of text, got one of bytes',
      expect.stringContaining('update of user is not valid: '),
    ])
    expect(warnings).toHaveLength(2)
  })

  test('goes to the console where nobody is named', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    await using place = await arena()
    const seen = watch(place.sandbox, 'user')
    await using user = place.client.api.v1.streaming.user(seen)
    const { first } = await begin(user, seen)
    place.sandbox.streaming.inject('nonsense')
    place.sandbox.streaming.inject('{"error":"No"}')
    await until(() => warn.mock.calls.length === 2)
    expect(warn.mock.calls.flat()).toMatchObject([{ name: 'ValidationError' }, { name: 'StreamError' }])
    warn.mockRestore()
    place.sandbox.streaming.emit('user', 'delete', '7')
    await first
  })
})

test('events that do not say where they belong go to all that may carry them', async () => {
  await using place = await arena()
  const { sandbox, client } = place
  const seen = [watch(sandbox, 'user'), watch(sandbox, 'direct')] as const
  await using user = client.api.v1.streaming.user(seen[0])
  const a = await begin(user, seen[0])
  sandbox.streaming.inject('{"event":"chat","payload":1}')
  expect(await a.first).toEqual({ event: 'chat', payload: 1 })
  await using direct = client.api.v1.streaming.direct(seen[1])
  const b = await begin(direct, seen[1])
  sandbox.streaming.inject('{"event":"delete","payload":7}')
  sandbox.streaming.inject('{"stream":["elsewhere"],"event":"delete","payload":8}')
  sandbox.streaming.emit('direct', 'mark')
  expect(await nextOf(user)).toEqual({ event: 'delete', payload: '7' })
  expect(await b.first).toMatchObject({ event: 'mark' })
})

test('events that are not taken are kept up to a limit, and the loss of the oldest is told', async () => {
  await using place = await arena()
  const { sandbox, client } = place
  const seen = watch(sandbox, 'user')
  await using user = client.api.v1.streaming.user({ ...seen, buffer: 3 })
  const { first } = await begin(user, seen)
  sandbox.streaming.emit('user', 'delete', '0')
  await first
  const other = watch(sandbox, 'user')
  await using witness = client.api.v1.streaming.user(other)
  let last = (await begin(witness, other)).first
  for (let count = 1; count <= 10; count++) sandbox.streaming.emit('user', 'delete', String(count))
  while ((await last).payload !== '10') last = nextOf(witness)
  const taken = [await nextOf(user), await nextOf(user), await nextOf(user)]
  expect(taken.map(({ payload }) => payload)).toEqual(['8', '9', '10'])
  expect(seen.statuses.at(-1)).toEqual({ type: 'lag', dropped: 7 })
})

describe('what servers send where nobody expects it', () => {
  test('is decoded: any known event on any stream', async () => {
    await using place = await arena()
    const { client, sandbox } = place
    const seen = [watch(sandbox, 'user:notification'), watch(sandbox, 'direct')] as const
    await using notifications = client.api.v1.streaming.userNotification(seen[0])
    await using direct = client.api.v1.streaming.direct(seen[1])
    const first = [await begin(notifications, seen[0]), await begin(direct, seen[1])] as const
    const { id } = await client.api.v1.statuses.post({ body: { status: 'Hello' } })
    const post = JSON.stringify(await client.api.v1.statuses(id).get())
    sandbox.streaming.emit('user:notification', 'status.update', post)
    sandbox.streaming.emit('direct', 'update', post)
    expect(await first[0].first).toMatchObject({ event: 'status.update', payload: { id } })
    expect(await first[1].first).toMatchObject({ event: 'update', payload: { id } })
  })

  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
  test.each([
    [
      'a name of a stream that is no text',
      '{"stream":["list",{"toString":1}],"event":"delete","payload":"1"}',
    ],
    ['a payload of 10,000 levels', `{"stream":["user"],"event":"update","payload":${deep}}`],
    ['a text of 10,000 levels', `{"stream":["user"],"event":"update","payload":"${deep}"}`],
    ['an unknown event of 10,000 levels', `{"stream":["user"],"event":"chat","payload":${deep}}`],
    ['a stream that nobody asked for', '{"stream":["list","9"],"event":"filters_changed"}'],
  ])('is reported, and the streams go on: %s', async (_, message) => {
    await using place = await arena()
    const { client, sandbox } = place
    const errors: Error[] = []
    const onError = (error: Error) => void errors.push(error)
    const seen = [watch(sandbox, 'user'), watch(sandbox, 'public')] as const
    await using user = client.api.v1.streaming.user({ ...seen[0], onError })
    await using all = client.api.v1.streaming.public({ ...seen[1], onError })
    const first = [await begin(user, seen[0]), await begin(all, seen[1])] as const
    sandbox.streaming.inject(message)
    sandbox.streaming.emit('user', 'filters_changed')
    sandbox.streaming.emit('public', 'filters_changed')
    expect(await first[0].first).toMatchObject({ event: 'filters_changed' })
    expect(await first[1].first).toMatchObject({ event: 'filters_changed' })
    expect(errors.length).toBeGreaterThan(0)
  })
})
