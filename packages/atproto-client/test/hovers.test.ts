import { fileURLToPath } from 'node:url'
import { show } from '@typefed/test-servers/editor'
import { expect, test } from 'vitest'

/** A program of a user, in which `/*n*\/` stands before what the pointer rests on. */
const PROGRAM = `
import { AtprotoClient } from '../src/index.ts'
const client = new AtprotoClient()
const page = await client.app.bsky.feed./*1*/getTimeline({ limit: 10 })
const [item] = page./*2*/feed
const embed = item!.post./*3*/embed
const record = item!.post./*4*/record
if (record.$type === 'app.bsky.feed.post') record./*5*/text
await client.com.atproto.repo./*6*/createRecord({ repo: '', collection: '', record: {} })
for await (const /*7*/one of client.app.bsky.feed.getTimeline.paginate()) one
for await (const /*8*/message of client.com.atproto.sync.subscribeRepos()) message
await client.app.bsky.feed.post./*9*/create({ text: '', createdAt: '' })
await client.app.bsky.feed.post./*10*/get({ rkey: '' })
const /*11*/found = await client.app.bsky.actor.profile./*12*/get()
for await (const /*13*/each of client.app.bsky.feed.post./*14*/list()) each
await client.app.bsky.actor.profile./*15*/put({})
await client.dev.typefed.example.note./*16*/delete({ uri: '' })
`

const { hovers } = show(fileURLToPath(new URL('.', import.meta.url)), PROGRAM)

test.each([
  [
    '1',
    '(params?: GetTimelineParams | undefined, options?: CallOptions | undefined) => Promise<GetTimelineOutput>',
  ],
  ['2', '(property) GetTimelineOutput.feed: FeedViewPost[]'],
  [
    '3',
    '(property) PostView.embed?: Typed<ImagesView> | Typed<VideoView> | Typed<GalleryView> | Typed<ExternalView>',
  ],
  ['3', '| Unknown'],
  ['4', 'Typed<Post>'],
  ['5', '(property) Post.text: string'],
  ['6', '(input: CreateRecordInput, options?: CallOptions | undefined) => Promise<CreateRecordOutput>'],
  ['7', 'const one: FeedViewPost'],
  ['8', 'const message: SubscribeReposMessage'],
  ['9', 'create(record: Post, options?: CreateRecordOptions): Promise<WrittenRecord>'],
  ['10', 'get(options: RecordAddress & GetRecordOptions): Promise<StoredRecord<Post>>'],
  ['11', 'const found: StoredRecord<Profile>'],
  [
    '12',
    `get(options?: (LiteralAddress<"self"> & GetRecordOptions) | undefined): Promise<StoredRecord<Profile>>`,
  ],
  ['13', 'const each: StoredRecord<Post>'],
  ['14', 'list(options?: ListRecordsOptions): Pages<RecordPage<Post>, StoredRecord<Post>>'],
  ['15', 'put(record: Profile, options?:'],
  ['16', 'delete(options: RecordAddress & DeleteRecordOptions): Promise<DeletedRecord>'],
])('hover %s shows %s', (marker, expected) => {
  expect(hovers.get(marker)).toContain(expected)
})

test('no hover is a wall', () => {
  for (const text of hovers.values()) expect(text.length).toBeLessThan(200)
})
