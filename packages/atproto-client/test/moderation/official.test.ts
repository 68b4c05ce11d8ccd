import * as official from '@atproto/api'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as ours from '../../src/moderation/index.ts'
import { anyPost, definitions, labels, plain, post, prefs, someone } from './arbitraries.ts'
import { list, ME, postView } from './views.ts'

const CONTEXTS: readonly ours.ModerationContext[] = [
  'profileList',
  'profileView',
  'avatar',
  'banner',
  'displayName',
  'contentList',
  'contentView',
  'contentMedia',
]

interface Decision {
  ui(context: ours.ModerationContext): object
}

/** The official library spells its types otherwise. */
const theirs = official as unknown as typeof ours

/** How something is shown everywhere, and why, as plain data. */
function shown(decision: Decision): Record<string, unknown>[] {
  const names = ['noOverride', 'filter', 'blur', 'alert', 'inform', 'filters', 'blurs', 'alerts', 'informs']
  return CONTEXTS.map((context) => {
    const ui = decision.ui(context) as Record<string, unknown>
    return Object.fromEntries(names.map((name) => [name, ui[name]]))
  })
}

/** Without which muted words were found: in a quote with media the texts are looked at in another order. */
function shownWithoutMatches(decision: Decision): unknown {
  const text = JSON.stringify(shown(decision), (key, value: unknown) => (key === 'matches' ? [] : value))
  return JSON.parse(text)
}

/** Who looks, with labels as one of the libraries interprets them. */
const viewers = fc
  .record({ userDid: fc.constantFrom(undefined, ME), prefs, definitions })
  .map(({ userDid, prefs, definitions }) => (by: typeof ours): ours.ModerationOptions => {
    const interpreted = Object.entries(definitions).map(([did, all]) => [
      did,
      all.map((definition) => by.interpretLabelValueDefinition(definition, did)),
    ])
    return { userDid, prefs, labelDefs: Object.fromEntries(interpreted) }
  })

describe('the answers are those of the official library', () => {
  test('on posts and what they quote', () => {
    const property = fc.property(post, viewers, (parts, viewer) => {
      const view = postView(parts)
      const show = parts.quoted && parts.media ? shownWithoutMatches : shown
      expect(show(ours.moderatePost(view, viewer(ours)))).toEqual(
        show(theirs.moderatePost(view, viewer(theirs))),
      )
    })
    fc.assert(property, { numRuns: 5000 })
  })

  const maker = someone.chain((author) => fc.tuple(fc.constant(author), labels(author.did)))

  test.each<
    [string, (by: typeof ours, author: never, labels: never, options: ours.ModerationOptions) => Decision]
  >([
    ['profiles', (by, author, _, options) => by.moderateProfile(author, options)],
    [
      'notifications',
      (by, author, labels, options) => by.moderateNotification({ author, labels } as never, options),
    ],
    [
      'feeds',
      (by, creator, labels, options) => by.moderateFeedGenerator({ creator, labels } as never, options),
    ],
    [
      'lists',
      (by, creator, labels, options) => by.moderateUserList({ ...list(), creator, labels } as never, options),
    ],
    ['basic lists', (by, _, labels, options) => by.moderateUserList({ ...list(), labels }, options)],
    [
      'statuses',
      (by, author: object, labels, options) =>
        by.moderateStatus({ ...author, status: { labels } } as never, options),
    ],
  ])('on %s', (_, moderate) => {
    const property = fc.property(maker, viewers, ([author, labels], viewer) => {
      const decide = (by: typeof ours) => moderate(by, author as never, labels as never, viewer(by))
      expect(shown(decide(ours))).toEqual(shown(decide(theirs)))
    })
    fc.assert(property, { numRuns: 600 })
  })

  test('on several decisions merged, and on one that is downgraded', () => {
    const property = fc.property(someone, someone, viewers, (one, other, viewer) => {
      const merged = (by: typeof ours) =>
        by.ModerationDecision.merge(
          by.moderateProfile(one, viewer(by)),
          undefined,
          by.moderateProfile(other, viewer(by)).downgrade(),
        )
      const told = (decision: ours.ModerationDecision) => {
        const { did, isMe, blocked, muted, blockCause, muteCause, labelCauses } = decision
        return { did, isMe, blocked, muted, blockCause, muteCause, labelCauses, shown: shown(decision) }
      }
      expect(told(merged(ours))).toEqual(told(merged(theirs)))
    })
    fc.assert(property, { numRuns: 600 })
  })

  test('on muted words in texts', () => {
    const property = fc.property(plain(), prefs, ({ text = '', tags, facets, langs, author }, prefs) => {
      const { mutedWords } = prefs
      const input = { mutedWords, text, facets, outlineTags: tags, languages: langs, actor: author }
      expect(ours.matchMuteWords(input)).toEqual(theirs.matchMuteWords(input))
    })
    fc.assert(property, { numRuns: 5000 })
  })

  test('on the labels that everybody knows', () => {
    expect(ours.LABELS).toEqual(official.LABELS)
    expect(ours.DEFAULT_LABEL_SETTINGS).toEqual(official.DEFAULT_LABEL_SETTINGS)
    expect(ours.BLUESKY_LABELER).toBe(official.BSKY_LABELER_DID)
  })
})

test('what the official library covers or leaves out is never shown, whatever is quoted', () => {
  const everybody = viewers.map((viewer) => (by: typeof ours) => {
    const { prefs, ...options } = viewer(by)
    // Whose media those of a quoting post are is a matter of its own.
    const mutedWords = prefs.mutedWords.map((word) => ({ ...word, actorTarget: 'all' }))
    return { ...options, prefs: { ...prefs, mutedWords } }
  })
  const property = fc.property(anyPost, everybody, (parts, viewer) => {
    const view = postView(parts)
    const mine = ours.moderatePost(view, viewer(ours))
    const official = theirs.moderatePost(view, viewer(theirs))
    for (const context of CONTEXTS) {
      const { filter, blur, noOverride } = official.ui(context)
      const ui = mine.ui(context)
      expect({ filter: ui.filter || !filter, blur: ui.blur || !blur, noOverride: ui.noOverride }).toEqual({
        filter: true,
        blur: true,
        noOverride,
      })
    }
  })
  fc.assert(property, { numRuns: 3000 })
})
