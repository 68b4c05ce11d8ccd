import { now } from '@atcute/tid'
import type { CallOptions } from '@typefed/core'
import { validationError } from '@typefed/core/internal'
import type { RecordSchema } from '@typefed/core/lexicon'
import { type Post, post as postRecord } from '../generated/lexicons/app.bsky.feed.post.ts'
import {
  type Threadgate,
  threadgate as threadgateRecord,
} from '../generated/lexicons/app.bsky.feed.threadgate.ts'
import { applyWrites } from '../generated/lexicons/com.atproto.repo.applyWrites.ts'
import { type Caller, requireDid } from '../caller.ts'
import { parseRecord } from '../repo/parse-record.ts'
import { refOf, type StrongRef } from './subjects.ts'

/**
 * Writes a post and who may reply to it in one commit, so that there is no moment in which everybody may. Both records
 * have the same key, which the lexicon asks for.
 */
export async function writeGated(
  client: Caller,
  post: Post,
  allow: NonNullable<Threadgate['allow']>,
  { rkey = now(), ...call }: CallOptions & { rkey?: string },
): Promise<StrongRef> {
  const repo = requireDid(client, 'sendPost')
  const create = <T extends object>(schema: RecordSchema<T>, value: T) => ({
    $type: 'com.atproto.repo.applyWrites#create' as const,
    collection: schema.nsid,
    rkey,
    value: parseRecord(schema, { $type: schema.nsid, ...value }),
  })
  const gate = { post: `at://${repo}/${postRecord.nsid}/${rkey}`, allow, createdAt: post.createdAt }
  const writes = [create(postRecord, post), create(threadgateRecord, gate)]
  const { results } = await client.call(applyWrites, { repo, writes }, call)
  const [written] = results ?? []
  if (written?.$type !== 'com.atproto.repo.applyWrites#createResult') {
    throw validationError(
      `response of ${applyWrites.name}`,
      ['results', 0],
      'the post that was written',
      'nothing',
    )
  }
  return refOf(written)
}
