import { jsonToLex, lexicons } from '@atproto/api'
import type { Check, Validation } from '../../contract.ts'

/** As its client does: links and blobs become objects first. */
const passes =
  (assert: (value: unknown) => unknown): Check =>
  (value) => {
    try {
      assert(value)
      return true
    } catch {
      return false
    }
  }

export const validation: Validation = {
  strict: passes((body) => lexicons.assertValidXrpcOutput('app.bsky.feed.getTimeline', jsonToLex(body))),
  ozoneParameters: passes((value) =>
    lexicons.assertValidXrpcParams('tools.ozone.moderation.queryEvents', value),
  ),
}
