import { getTimeline } from '@typefed/atproto-client/app.bsky.feed.getTimeline'
import { queryEvents } from '@typefed/atproto-client/tools.ozone.moderation.queryEvents'
import { validate } from '@typefed/core/wire'
import type { Schema } from '@typefed/core/lexicon'
import type { Validation } from '../../contract.ts'

const output = getTimeline.output as Schema<unknown>
const parameters = queryEvents.params as Schema<unknown>

export const validation: Validation = {
  strict: (body) => validate(output, body, 'strict') === undefined,
  lenient: (body) => validate(output, body, 'lenient') === undefined,
  ozoneParameters: (value) => validate(parameters, value, 'strict') === undefined,
}
