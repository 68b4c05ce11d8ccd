import type { Label } from '../generated/lexicons/com.atproto.label.defs.ts'
import type { ModerationBehavior } from './behavior.ts'
import type { LabelCause } from './causes.ts'
import type { InterpretedLabelValueDefinition, LabelPreference, LabelTarget } from './label-definitions.ts'
import { LABELS } from './labels.ts'
import type { ModerationOptions, ModerationPrefs, ModerationPrefsLabeler } from './options.ts'
import { own } from './own.ts'

/** The causes among labels. */
export function labelCauses(
  target: LabelTarget,
  labels: readonly Label[] | undefined,
  author: string,
  options: ModerationOptions,
): LabelCause[] {
  return (labels ?? []).flatMap((label) => labelCause(target, label, author, options) ?? [])
}

/**
 * What follows from a label. Nothing follows from one that nobody asked for, nobody defined, or the user ignores.
 *
 * @param author the DID of whoever made what the label is on: its own labels count without a labeler
 */
function labelCause(
  target: LabelTarget,
  label: Label,
  author: string,
  { userDid, prefs, labelDefs }: ModerationOptions,
): LabelCause | undefined {
  const isSelf = label.src === author
  const labeler = isSelf ? undefined : prefs.labelers.find(({ did }) => did === label.src)
  if (!isSelf && !labeler) return undefined
  const labelDef = definitionOf(label, labelDefs)
  if (!labelDef) return undefined
  const { flags } = labelDef
  if (isSelf && flags.includes('no-self')) return undefined
  if (userDid && flags.includes('unauthed')) return undefined

  const isBarred = flags.includes('adult') && !prefs.adultContentEnabled
  const setting = isBarred ? 'hide' : settingOf(labelDef, prefs, labeler)
  if (setting === 'ignore') return undefined
  const behavior = labelDef.behaviors[target]
  const noOverride = isBarred || flags.includes('no-override')
  return {
    type: 'label',
    source: labeler ? { type: 'labeler', did: labeler.did } : { type: 'user' },
    label,
    labelDef,
    target,
    setting,
    behavior,
    noOverride,
    priority: noOverride ? 1 : setting === 'hide' ? 2 : priorityOf(behavior),
  }
}

/** A labeler may define what it likes, but for the names that begin with `!`. */
function definitionOf(
  { src, val }: Label,
  labelDefs: ModerationOptions['labelDefs'],
): InterpretedLabelValueDefinition | undefined {
  const custom = /^[a-z-]+$/.test(val) && labelDefs ? own(labelDefs, src) : undefined
  return custom?.find(({ identifier }) => identifier === val) ?? own(LABELS, val)
}

function settingOf(
  { identifier, configurable, defaultSetting }: InterpretedLabelValueDefinition,
  prefs: ModerationPrefs,
  labeler: ModerationPrefsLabeler | undefined,
): LabelPreference {
  if (!configurable) return defaultSetting
  return (labeler && own(labeler.labels, identifier)) ?? own(prefs.labels, identifier) ?? defaultSetting
}

/** What covers a whole page comes before what covers a part of one. */
function priorityOf({ profileView, contentView, contentList, contentMedia }: ModerationBehavior): 5 | 7 | 8 {
  if (profileView === 'blur' || contentView === 'blur') return 5
  return contentList === 'blur' || contentMedia === 'blur' ? 7 : 8
}
