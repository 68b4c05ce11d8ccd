import { array, validate } from '@typefed/core/wire'
import { status } from '@typefed/mastodon-client/schemas'
import type { Validation } from '../../contract.ts'

const statuses = array(status)

export const validation: Validation = {
  strict: (body) => validate(statuses, body, 'strict') === undefined,
  lenient: (body) => validate(statuses, body, 'lenient') === undefined,
}
