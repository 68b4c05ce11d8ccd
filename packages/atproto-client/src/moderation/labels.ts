import type { ModerationBehavior } from './behavior.ts'
import type { InterpretedLabelValueDefinition, LabelFlag, LabelPreference } from './label-definitions.ts'

/** A label that means the same whoever gives it. */
export type KnownLabelValue =
  | '!hide'
  | '!warn'
  | '!no-unauthenticated'
  | 'porn'
  | 'sexual'
  | 'nudity'
  | 'graphic-media'
  | 'gore'

/** What users want of labels before they say anything. */
export const DEFAULT_LABEL_SETTINGS: Readonly<Record<string, LabelPreference>> = {
  porn: 'hide',
  sexual: 'warn',
  nudity: 'ignore',
  'graphic-media': 'warn',
}

const PICTURES: ModerationBehavior = { avatar: 'blur', banner: 'blur' }
const NAMED: ModerationBehavior = { ...PICTURES, displayName: 'blur' }
const CONTENT: ModerationBehavior = { contentList: 'blur', contentView: 'blur' }
const PAGES: ModerationBehavior = { ...CONTENT, profileList: 'blur', profileView: 'blur' }

/** The labels that mean the same whoever gives them: https://docs.bsky.app/docs/advanced-guides/moderation */
export const LABELS: Readonly<Record<KnownLabelValue, InterpretedLabelValueDefinition>> = {
  '!hide': /* @__PURE__ */ order('!hide', 'hide', ['no-override', 'no-self'], NAMED, 'alert'),
  '!warn': /* @__PURE__ */ order('!warn', 'warn', ['no-self'], PICTURES),
  '!no-unauthenticated': /* @__PURE__ */ order(
    '!no-unauthenticated',
    'hide',
    ['no-override', 'unauthed'],
    NAMED,
  ),
  porn: /* @__PURE__ */ media('porn', 'hide', ['adult']),
  sexual: /* @__PURE__ */ media('sexual', 'warn', ['adult']),
  nudity: /* @__PURE__ */ media('nudity', 'ignore', []),
  'graphic-media': /* @__PURE__ */ media('graphic-media', 'warn', ['adult']),
  // The name that `graphic-media` had.
  gore: /* @__PURE__ */ media('gore', 'warn', ['adult']),
}

/** A label that users have no say in. */
function order(
  identifier: string,
  defaultSetting: LabelPreference,
  flags: LabelFlag[],
  account: ModerationBehavior,
  severity: 'alert' | 'none' = 'none',
): InterpretedLabelValueDefinition {
  return {
    identifier,
    configurable: false,
    defaultSetting,
    flags,
    severity,
    blurs: 'content',
    behaviors: { account: { ...PAGES, ...account }, profile: NAMED, content: CONTENT },
    locales: [],
  }
}

/** A label on what pictures and videos show. */
function media(
  identifier: string,
  defaultSetting: LabelPreference,
  flags: LabelFlag[],
): InterpretedLabelValueDefinition {
  return {
    identifier,
    configurable: true,
    defaultSetting,
    flags,
    severity: 'none',
    blurs: 'media',
    behaviors: { account: PICTURES, profile: PICTURES, content: { contentMedia: 'blur' } },
    locales: [],
  }
}
