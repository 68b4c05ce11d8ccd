import type { Stream } from '@typefed/core'
import { expectTypeOf, test } from 'vitest'
import type { Conversation, MastodonClient, Notification, Status, Unsupported } from '../../src/index.ts'
import {
  hashtagStream,
  type StreamedUpdate,
  type StreamingClient,
  type UnknownEvent,
  userStream,
  type UserStreamEvent,
} from '../../src/streaming/index.ts'

declare const client: MastodonClient<'4.4'>
declare const slim: StreamingClient

test('an event narrows its payload, and what is not known stays so', () => {
  const check = (event: UserStreamEvent<'4.4'>) => {
    switch (event.event) {
      case 'update':
      case 'status.update':
        return expectTypeOf(event.payload).toEqualTypeOf<Status<'4.4'>>()
      case 'notification':
        return expectTypeOf(event.payload).toEqualTypeOf<Notification<'4.4'>>()
      case 'delete':
      case 'announcement.delete':
        return expectTypeOf(event.payload).toEqualTypeOf<string>()
      case 'filters_changed':
      case 'notifications_merged':
        return expectTypeOf(event.payload).toEqualTypeOf<undefined>()
      // Servers send events on streams that are not known to have them.
      case 'conversation':
        return expectTypeOf(event.payload).toEqualTypeOf<Conversation<'4.4'>>()
      case 'announcement':
      case 'announcement.reaction':
      case 'encrypted_message':
        return undefined
      default:
        return expectTypeOf(event).toEqualTypeOf<UnknownEvent>()
    }
  }
  expectTypeOf(check).toBeFunction()
})

test('payloads follow the floor', () => {
  expectTypeOf<StreamedUpdate<'4.4'>['payload']['quote']>().not.toEqualTypeOf<Unsupported>()
  expectTypeOf<StreamedUpdate<'4.4'>>().toExtend<StreamedUpdate>()
  expectTypeOf<StreamedUpdate>().not.toExtend<StreamedUpdate<'4.4'>>()
})

test('streams take what they need, and are nodes of the tree besides', () => {
  const check = () => {
    const { streaming } = client.api.v1
    expectTypeOf(streaming.user()).toEqualTypeOf<Stream<UserStreamEvent<'4.4'>>>()
    streaming.public({ onlyMedia: true, backfill: { limit: 100 } })
    streaming.list('1', { signal: AbortSignal.timeout(1), buffer: 10 })
    // @ts-expect-error The tag is missing.
    streaming.hashtag()
    // @ts-expect-error It has no such variant.
    streaming.user({ onlyMedia: true })
    expectTypeOf(streaming.user.get()).toEqualTypeOf<Promise<Response>>()
    expectTypeOf(streaming.public.local.get()).toEqualTypeOf<Promise<Response>>()
    expectTypeOf(streaming.health.get()).toEqualTypeOf<Promise<string>>()
    expectTypeOf(client.listen(userStream)).toEqualTypeOf<Stream<UserStreamEvent<'4.4'>>>()
    expectTypeOf(slim.listen(userStream)).toEqualTypeOf<Stream<UserStreamEvent>>()
    slim.listen(hashtagStream, 'cats', { backfill: true })
    // @ts-expect-error The tag is missing.
    slim.listen(hashtagStream)
  }
  expectTypeOf(check).toBeFunction()
})
