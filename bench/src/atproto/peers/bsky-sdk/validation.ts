import { jsonToLex, type JsonValue } from '@atproto/lex'
import { app } from '@bsky/sdk/lexicons'
import type { Validation } from '../../contract.ts'

const { schema } = app.bsky.feed.getTimeline.main.output

/** As its client does: links and bytes become objects first, where strict mode refuses what is none. */
function check(body: unknown, strict: boolean): boolean {
  try {
    return schema.safeParse(jsonToLex(body as JsonValue, { strict }), { strict }).success
  } catch {
    return false
  }
}

export const validation: Validation = {
  strict: (body) => check(body, true),
  lenient: (body) => check(body, false),
}
