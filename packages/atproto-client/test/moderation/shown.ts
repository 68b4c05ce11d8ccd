import {
  moderatePost,
  type ModerationContext,
  type ModerationDecision,
  type ModerationPrefs,
} from '../../src/moderation/index.ts'
import { options, type PostParts, postView } from './views.ts'

export const CONTEXTS = ['profileList', 'profileView', 'avatar', 'banner', 'displayName'] as const
export const POST_CONTEXTS = ['contentList', 'contentView', 'contentMedia'] as const

/** `contentList: filter blur!`: what is done in each place where something is; `!` where it is for good. */
export function shown(decision: ModerationDecision, contexts: readonly ModerationContext[]): string {
  const places = contexts.map((context) => {
    const { filter, blur, alert, inform, noOverride } = decision.ui(context)
    const done = [
      filter && 'filter',
      blur && (noOverride ? 'blur!' : 'blur'),
      alert && 'alert',
      inform && 'inform',
    ].filter(Boolean)
    return done.length > 0 && `${context}: ${done.join(' ')}`
  })
  return places.filter(Boolean).join(', ')
}

/** The same of a post, for an account that is logged in. */
export function postShown(parts: PostParts, prefs?: Partial<ModerationPrefs>): string {
  return shown(moderatePost(postView(parts), options(prefs)), POST_CONTEXTS)
}
