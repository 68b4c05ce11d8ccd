import { Agent, AtpAgent, ModerationDecision, RichText } from '@atproto/api'
import { Client as LexClient, RecordSchema, Schema } from '@atproto/lex'
import RichtextBuilder from '@atcute/bluesky-richtext-builder'
import * as richtextParser from '@atcute/bluesky-richtext-parser'
import * as client from '@atcute/client'
import { FirehoseSubscription } from '@atcute/firehose'
import * as resolver from '@atcute/identity-resolver'
import { JetstreamSubscription } from '@atcute/jetstream'
import { PasswordSession } from '@atcute/password-session'
import * as tid from '@atcute/tid'
import { expect, test } from 'vitest'
import { readPage } from '../pages/page.ts'
import { readRows } from './rows.ts'

type Class = { prototype: object }

/** The methods and accessors of a class. */
const membersOf = ({ prototype }: Class) =>
  Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor')

/** What a page knows of a library: the code of its left columns. */
function leftOf(name: string): string {
  return readRows(readPage(name))
    .flatMap(({ theirs }) => theirs)
    .join('\n')
}

/** Private, or for the library's own use. */
const INTERNAL = new Set([
  'updatePreferences',
  'updateHiddenPost',
  'updateFeedPreferences',
  'updateSavedFeedsV2Preferences',
  'buildXrpcOptions',
  'validateInContext',
  '~standard',
])

const libraries: readonly [page: string, names: string[]][] = [
  [
    'migrate/atproto-api',
    [
      ...membersOf(Agent),
      ...membersOf(AtpAgent),
      ...membersOf(RichText),
      // The rest of a decision is for who makes one.
      ...membersOf(ModerationDecision).filter((name) => !/^(?:set|add)[A-Z]/.test(name)),
    ],
  ],
  [
    'migrate/atproto-lex',
    [...membersOf(LexClient), ...membersOf(Schema as unknown as Class), ...membersOf(RecordSchema)],
  ],
  [
    'migrate/atcute',
    [
      ...Object.keys(client),
      ...membersOf(client.Client),
      ...membersOf(PasswordSession),
      ...membersOf(RichtextBuilder),
      ...Object.keys(richtextParser),
      ...membersOf(FirehoseSubscription),
      ...membersOf(JetstreamSubscription),
      ...Object.keys(resolver),
      ...Object.keys(tid),
    ],
  ],
]

test.each(libraries)('%s has a row for every member of the library', (page, names) => {
  const left = leftOf(page)
  const missing = names.filter(
    (name) => !INTERNAL.has(name) && !new RegExp(`(?<!\\w)${name.replace('$', '\\$')}\\b`).test(left),
  )
  expect(missing).toEqual([])
})
