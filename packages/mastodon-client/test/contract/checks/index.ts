import type { Check } from '../types.ts'
import { accounts } from './accounts.ts'
import { filters } from './filters.ts'
import { instance } from './instance.ts'
import { interactions } from './interactions.ts'
import { lists } from './lists.ts'
import { markers } from './markers.ts'
import { media } from './media.ts'
import { notifications } from './notifications.ts'
import { oauth } from './oauth.ts'
import { polls } from './polls.ts'
import { posts } from './posts.ts'
import { relationships } from './relationships.ts'
import { search } from './search.ts'
import { tags } from './tags.ts'
import { timelines } from './timelines.ts'

/** Everything that is tried, in the order of the table. */
export const CHECKS: readonly Check[] = [
  ...instance,
  ...oauth,
  ...accounts,
  ...relationships,
  ...posts,
  ...polls,
  ...media,
  ...interactions,
  ...timelines,
  ...notifications,
  ...search,
  ...lists,
  ...filters,
  ...markers,
  ...tags,
]
