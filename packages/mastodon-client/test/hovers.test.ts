import { fileURLToPath } from 'node:url'
import { show } from '@typefed/test-servers/editor'
import { expect, test } from 'vitest'

/** A program of a user, in which `/*n*\/` stands before what the pointer rests on. */
const PROGRAM = `
import { MastodonClient } from '../src/index.ts'
import { RestClient, paginate } from '../src/slim.ts'
import { getHomeTimeline } from '../src/generated/operations.ts'

const any = new MastodonClient({ url: 'https://mastodon.example' })
const client = new MastodonClient({ url: 'https://mastodon.example', minVersion: '4.3' })
const status = await client.api.v1.statuses('1')./*1*/get()
status./*2*/edited_at
status./*3*/quote
const post = await any.api.v1.statuses./*4*/post({ body: { status: 'x' } })
for await (const /*5*/item of client.api.v1.timelines.home.get./*6*/paginate({ maxItems: 3 })) item
for await (const /*7*/page of client.api.v1.timelines.home.get.paginate().pages()) page./*8*/items
const slim = new RestClient({ url: 'https://mastodon.example' })
const /*9*/home = await slim.call(getHomeTimeline)
const /*10*/walk = paginate(slim, getHomeTimeline, { maxItems: 3 })
await client.api.v1.statuses('1').favourite./*11*/post()
client.api.v1./*12*/timelines
for await (const /*13*/event of client.api.v1.streaming./*14*/user()) if (event.event === 'update') event./*15*/payload
client.api.v1.streaming./*16*/publicLocal({ onlyMedia: true })
client.api.v1.streaming./*17*/hashtag('cats')
`

const { hovers, completionsAt } = show(fileURLToPath(new URL('.', import.meta.url)), PROGRAM)

test.each([
  ['1', '(args?: CallOptions | undefined) => Promise<Status<"4.3">>'],
  ['2', 'Status<"4.3">.edited_at: Since<"4.3", From3_5, string | null>'],
  ['3', 'Since<"4.3", From4_4, ShallowQuote | Quote<"4.3"> | null>'],
  ['4', '(args?: CreateStatusArgs | undefined) => Promise<Status<Floor> | ScheduledStatus<Floor>>'],
  ['5', 'const item: Status<"4.3">'],
  ['6', '.paginate(args?: (GetHomeTimelineArgs & PageArgs) | undefined)'],
  ['7', 'const page: Page<Status<"4.3">[], Status<"4.3">>'],
  ['8', 'readonly Status<"4.3">[]'],
  ['9', 'const home: Status<Floor>[]'],
  ['10', 'const walk: Pages<Page<Status<Floor>[], Status<Floor>>, Status<Floor>>'],
  ['11', 'ApiV1StatusesIdFavourite<"4.3">.post'],
  ['12', 'ApiV1<"4.3">.timelines: ApiV1Timelines<"4.3">'],
  ['13', 'const event: UserStreamEvent<"4.3">'],
  ['14', '(options?: ListenOptions | undefined) => Stream<UserStreamEvent<"4.3">>'],
  ['15', 'StreamedUpdate<"4.3">.payload: Status<"4.3">'],
  ['16', '(options?: PublicLocalStreamOptions | undefined) => Stream<PublicLocalStreamEvent<"4.3">>'],
  ['17', 'tag: string, options?: ListenOptions'],
])('hover %s shows %s', (marker, expected) => {
  expect(hovers.get(marker)).toContain(expected)
})

test('no hover is a wall', () => {
  for (const text of hovers.values()) expect(text.length).toBeLessThan(250)
})

test('names complete', () => {
  expect(completionsAt('12')).toEqual(expect.arrayContaining(['accounts', 'statuses', 'timelines']))
})
