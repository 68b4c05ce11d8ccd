import { expect, test } from 'vitest'
import type { LabelerViewDetailed } from '../generated/lexicons/app.bsky.labeler.defs.ts'
import type { LabelValueDefinition } from '../generated/lexicons/com.atproto.label.defs.ts'
import type { ModerationBehavior } from './behavior.ts'
import { interpretLabelValueDefinition, interpretLabelValueDefinitions } from './label-definitions.ts'

const definition = (more: Partial<LabelValueDefinition> = {}): LabelValueDefinition => ({
  identifier: 'spider',
  severity: 'none',
  blurs: 'none',
  locales: [],
  ...more,
})
const behaviors = (more: Partial<LabelValueDefinition>) => {
  const { account, profile, content } = interpretLabelValueDefinition(definition(more), undefined).behaviors
  return [account, profile, content]
}

const pages = (sign: 'alert' | 'inform'): ModerationBehavior => ({ profileList: sign, profileView: sign })
const posts = (sign: 'alert' | 'inform'): ModerationBehavior => ({ contentList: sign, contentView: sign })
const pictures: ModerationBehavior = { avatar: 'blur', banner: 'blur' }
const listed: ModerationBehavior = { contentList: 'blur' }
const covered: ModerationBehavior = { contentList: 'blur', contentView: 'blur' }

test.each<[string, string, ...ModerationBehavior[]]>([
  ['none', 'none', {}, {}, {}],
  ['inform', 'none', { ...pages('inform'), ...posts('inform') }, pages('inform'), posts('inform')],
  ['alert', 'none', { ...pages('alert'), ...posts('alert') }, pages('alert'), posts('alert')],
  ['none', 'media', pictures, pictures, { contentMedia: 'blur' }],
  [
    'alert',
    'media',
    { ...pages('alert'), ...pictures },
    { ...pages('alert'), ...pictures },
    { contentMedia: 'blur' },
  ],
  ['none', 'content', listed, {}, listed],
  [
    'inform',
    'content',
    { ...pages('inform'), contentList: 'blur', contentView: 'inform' },
    pages('inform'),
    { contentList: 'blur', contentView: 'inform' },
  ],
  ['newer', 'content', listed, {}, listed],
  ['alert', 'newer', {}, {}, {}],
])('severity %s that blurs %s', (severity, blurs, account, profile, content) => {
  expect(behaviors({ severity, blurs })).toEqual([account, profile, content])
})

test('of adults only covers posts on their pages, too', () => {
  expect(behaviors({ severity: 'alert', blurs: 'content', adultOnly: true })).toEqual([
    { ...pages('alert'), ...covered },
    pages('alert'),
    covered,
  ])
})

test('warns unless it says otherwise, and is not for authors to give themselves', () => {
  const settings = [undefined, 'warn', 'hide', 'ignore', 'newer'].map((defaultSetting) => {
    const given = definition(defaultSetting === undefined ? {} : { defaultSetting })
    return interpretLabelValueDefinition(given, undefined).defaultSetting
  })
  expect(settings).toEqual(['warn', 'warn', 'hide', 'ignore', 'warn'])
  const { flags, configurable } = interpretLabelValueDefinition(definition({ adultOnly: true }), undefined)
  expect({ flags, configurable }).toEqual({ flags: ['no-self', 'adult'], configurable: true })
})

test('all of a labeler name it, and a labeler may define none', () => {
  const labeler = (policies: LabelerViewDetailed['policies']) =>
    ({ creator: { did: 'did:web:l.test' }, policies }) as LabelerViewDetailed
  const found = interpretLabelValueDefinitions(
    labeler({ labelValues: [], labelValueDefinitions: [definition(), definition({ identifier: 'rude' })] }),
  )
  expect(found.map(({ identifier, definedBy }) => [identifier, definedBy])).toEqual([
    ['spider', 'did:web:l.test'],
    ['rude', 'did:web:l.test'],
  ])
  expect(interpretLabelValueDefinitions(labeler({ labelValues: [] }))).toEqual([])
})
