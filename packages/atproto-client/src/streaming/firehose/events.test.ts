import { expectTypeOf, test } from 'vitest'
import type { UnknownObject, UnknownType } from '@typefed/core/lexicon'
import type { Like } from '../../generated/lexicons/app.bsky.feed.like.ts'
import type { Post } from '../../generated/lexicons/app.bsky.feed.post.ts'
import { AtprotoClient } from '../../client.ts'
import type { FirehoseEvent, RecordDeleted, RecordOperation, RecordWritten } from './events.ts'
import { firehose } from '../late.ts'

declare const event: FirehoseEvent

test('comparing the collection narrows the record', () => {
  const check = () => {
    if (event.kind !== 'commit') return
    if (event.collection === 'app.bsky.feed.post') {
      expectTypeOf(event.record).toEqualTypeOf<Post | undefined>()
      if (event.action !== 'delete') expectTypeOf(event.record).toEqualTypeOf<Post>()
    } else if (event.collection === 'app.bsky.feed.like' && event.action === 'create') {
      expectTypeOf(event.record).toEqualTypeOf<Like>()
    }
    if (event.action === 'delete') expectTypeOf(event.record).toEqualTypeOf<undefined>()
  }
  expectTypeOf(check).toBeFunction()
})

test('what is left after the known collections is unknown, and says so', () => {
  type Left = Extract<FirehoseEvent, { collection: UnknownType }>
  expectTypeOf<Left>().toEqualTypeOf<RecordWritten<UnknownType, UnknownObject> | RecordDeleted<UnknownType>>()
})

test('the wanted collections say which operations come', () => {
  expectTypeOf<RecordOperation<'app.bsky.feed.post'>>().toEqualTypeOf<
    RecordWritten<'app.bsky.feed.post', Post> | RecordDeleted<'app.bsky.feed.post'>
  >()
  expectTypeOf<RecordOperation<'com.example.thing'>>().toEqualTypeOf<
    RecordWritten<'com.example.thing', UnknownObject> | RecordDeleted<'com.example.thing'>
  >()
  type Feed = RecordOperation<'app.bsky.feed.*'>['collection']
  expectTypeOf<'app.bsky.feed.like'>().toExtend<Feed>()
  expectTypeOf<UnknownType>().toExtend<Feed>()
  expectTypeOf<'app.bsky.graph.follow'>().not.toExtend<Feed>()
  expectTypeOf<RecordOperation<string>>().toEqualTypeOf<RecordOperation>()
})

test('a firehose is typed by its options', () => {
  const posts = () => new AtprotoClient().firehose({ collections: ['app.bsky.feed.post'] })
  type Events = ReturnType<typeof posts> extends AsyncIterable<infer Event> ? Event : never
  expectTypeOf<Events>().toEqualTypeOf<FirehoseEvent<'app.bsky.feed.post'>>()
  const all = () => firehose('wss://relay.example')
  type All = ReturnType<typeof all> extends AsyncIterable<infer Event> ? Event : never
  expectTypeOf<All>().toEqualTypeOf<FirehoseEvent>()
  // @ts-expect-error a firehose has numbers for cursors
  firehose('wss://relay.example', { cursor: 'a' })
})
