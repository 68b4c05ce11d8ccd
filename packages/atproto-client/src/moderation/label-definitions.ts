import type { LabelerViewDetailed } from '../generated/lexicons/app.bsky.labeler.defs.ts'
import type { LabelValueDefinition } from '../generated/lexicons/com.atproto.label.defs.ts'
import type { ModerationBehavior } from './behavior.ts'

/** The wish of a user for a label: to see the thing, to be warned of it, or not to see it in lists at all. */
export type LabelPreference = 'ignore' | 'warn' | 'hide'

/** The target of a label: an account, its profile, or something that it made. */
export type LabelTarget = 'account' | 'profile' | 'content'

/**
 * - `no-override`: what it covers cannot be uncovered
 * - `adult`: hidden, and not to be uncovered, until the user enables adult content
 * - `unauthed`: counts only while nobody is logged in
 * - `no-self`: does not count if the author gave it
 */
export type LabelFlag = 'no-override' | 'adult' | 'unauthed' | 'no-self'

/** What a label is called, and what it does in each place. */
export interface InterpretedLabelValueDefinition extends Omit<LabelValueDefinition, 'defaultSetting'> {
  /** The DID of the labeler. None: it is one of `LABELS`. */
  definedBy?: string | undefined
  /** Whether the user's preferences count. */
  configurable: boolean
  defaultSetting: LabelPreference
  flags: LabelFlag[]
  behaviors: Record<LabelTarget, ModerationBehavior>
}

/** What a labeler's own label does in each place. The rules are the official app's. */
export function interpretLabelValueDefinition(
  definition: LabelValueDefinition,
  definedBy: string | undefined,
): InterpretedLabelValueDefinition {
  const { defaultSetting, adultOnly } = definition
  return {
    ...definition,
    definedBy,
    configurable: true,
    defaultSetting: oneOf(['hide', 'ignore'], defaultSetting) ?? 'warn',
    flags: adultOnly ? ['no-self', 'adult'] : ['no-self'],
    behaviors: behaviorsOf(definition),
  }
}

/** What all of a labeler's own labels do. */
export function interpretLabelValueDefinitions({
  creator,
  policies,
}: LabelerViewDetailed): InterpretedLabelValueDefinition[] {
  return (policies.labelValueDefinitions ?? []).map((definition) =>
    interpretLabelValueDefinition(definition, creator.did),
  )
}

function behaviorsOf({
  severity,
  blurs,
  adultOnly,
}: LabelValueDefinition): InterpretedLabelValueDefinition['behaviors'] {
  const sign = oneOf(['alert', 'inform'], severity)
  const profile: ModerationBehavior = sign ? { profileList: sign, profileView: sign } : {}
  switch (blurs) {
    case 'content': {
      const view = adultOnly ? 'blur' : sign
      const content: ModerationBehavior = { contentList: 'blur', ...(view && { contentView: view }) }
      return { account: { ...profile, ...content }, profile, content }
    }
    case 'media': {
      const pictures: ModerationBehavior = { ...profile, avatar: 'blur', banner: 'blur' }
      return { account: pictures, profile: pictures, content: { contentMedia: 'blur' } }
    }
    case 'none': {
      const content: ModerationBehavior = sign ? { contentList: sign, contentView: sign } : {}
      return { account: { ...profile, ...content }, profile, content }
    }
    default:
      return { account: {}, profile: {}, content: {} }
  }
}

/** The value, if it is one that this client knows. */
function oneOf<const T>(known: readonly T[], value: unknown): T | undefined {
  return known.find((one) => one === value)
}
