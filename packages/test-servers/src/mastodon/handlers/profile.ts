import { caller, type Handlers, text } from '../call.ts'
import { type Json, strings } from '../document.ts'
import { viewAccount, viewCredentials } from '../world/accounts.ts'
import type { AccountRecord } from '../world/records.ts'
import { viewReport } from '../world/reports.ts'
import type { World } from '../world/world.ts'
import { changeProfile } from './accounts.ts'
import { viewFeatured } from './tags.ts'

/** The `Profile` entity: the account as it is edited. */
function viewProfile(world: World, account: AccountRecord): Json {
  const entity = world.draft('Profile', {})
  const shown = viewAccount(world, account)
  const known = Object.fromEntries(
    Object.keys(entity).flatMap((name) => (name in shown ? [[name, shown[name]]] : [])),
  )
  const domains = strings(account.source.attribution_domains)
  return {
    ...entity,
    ...known,
    note: account.note,
    attribution_domains: domains,
    featured_tags: world.featuredTags.from(account.id).map(({ id, to }) => viewFeatured(world, id, to)),
    formatted_note: shown.note,
    formatted_fields: shown.fields,
  }
}

export const profile: Handlers = {
  getProfile: (call) => viewProfile(call.world, caller(call)),
  updateProfile: (call) => viewProfile(call.world, changeProfile(call)),
  deleteAvatar: (call) => {
    for (const name of ['avatar', 'avatar_static']) delete caller(call).profile[name]
    return viewCredentials(call.world, caller(call))
  },
  deleteHeader: (call) => {
    for (const name of ['header', 'header_static']) delete caller(call).profile[name]
    return viewCredentials(call.world, caller(call))
  },
  getPreferences: (call) => {
    const { source } = caller(call)
    return call.world.draft('Preferences', {
      'posting:default:visibility': source.privacy ?? 'public',
      'posting:default:sensitive': source.sensitive === true,
      'posting:default:language': source.language ?? 'en',
      'reading:autoplay:gifs': false,
    })
  },
  createReport: (call) =>
    viewReport(call.world, text(call.body.account_id), {
      category: text(call.body.category) ?? 'other',
      comment: text(call.body.comment) ?? '',
      forwarded: call.body.forward === true,
      status_ids: strings(call.body.status_ids),
      // The server keeps rules only of reports about rules.
      rule_ids: call.body.category === 'violation' ? strings(call.body.rule_ids) : null,
      collection_ids: strings(call.body.collection_ids),
    }),
}
