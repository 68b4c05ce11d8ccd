import type { CallOptions } from '@typefed/core'
import { getServices } from '../generated/lexicons/app.bsky.labeler.getServices.ts'
import {
  type InterpretedLabelValueDefinition,
  interpretLabelValueDefinitions,
} from '../moderation/label-definitions.ts'
import type { ModerationPrefs } from '../moderation/options.ts'
import { didOf } from '../verbs/handles.ts'
import { callOptions } from '../verbs/options.ts'
import type { ActorLike } from '../verbs/subjects.ts'
import { type Caller, requireDid } from '../caller.ts'
import { changePreferences } from './change-preferences.ts'
import { isOf, replace } from './replace.ts'

const TYPE = 'app.bsky.actor.defs#labelersPref'

/** The labeler of the official app, which cannot be unsubscribed from there. */
export const BLUESKY_LABELER = 'did:plc:ar7c4by46qjdydhdevvrndac'

export interface AppLabelersOptions {
  /** The DIDs of the labelers that the app itself trusts, whatever its users say. Default: `[BLUESKY_LABELER]`. */
  appLabelers?: readonly string[]
}

/**
 * Lets the labels of a labeler count for the account; a handle is resolved first. Servers send them to those who ask:
 * `client.withLabelers(prefs.labelers.map(({ did }) => did), { redact: [BLUESKY_LABELER] })`.
 */
export async function subscribeToLabeler(
  client: Caller,
  labeler: ActorLike,
  options: CallOptions = {},
): Promise<void> {
  requireDid(client, 'subscribeToLabeler')
  const did = await didOf(client, labeler, options)
  await changePreferences(client, 'subscribeToLabeler', options, (preferences) =>
    replace(preferences, isOf(TYPE), (current) => {
      const labelers = current?.labelers ?? []
      if (labelers.some((labeler) => labeler.did === did)) return current
      return { ...current, $type: TYPE, labelers: [...labelers, { did }] }
    }),
  )
}

/** Takes a subscription to a labeler back. What the account wants of its labels is kept, for the next time. */
export async function unsubscribeFromLabeler(
  client: Caller,
  labeler: ActorLike,
  options: CallOptions = {},
): Promise<void> {
  requireDid(client, 'unsubscribeFromLabeler')
  const did = await didOf(client, labeler, options)
  await changePreferences(client, 'unsubscribeFromLabeler', options, (preferences) =>
    replace(preferences, isOf(TYPE), (current) => {
      const labelers = current?.labelers.filter((labeler) => labeler.did !== did) ?? []
      return current && labelers.length < current.labelers.length ? { ...current, labelers } : current
    }),
  )
}

/**
 * What the labels of labelers are called and what they do, by the DID of the labeler: of those in the preferences, or of
 * those that are named. A labeler that the server does not know is left out.
 */
export async function getLabelDefinitions(
  client: Caller,
  labelers: Pick<ModerationPrefs, 'labelers'> | readonly string[],
  options: CallOptions = {},
): Promise<Record<string, InterpretedLabelValueDefinition[]>> {
  const dids = 'labelers' in labelers ? labelers.labelers.map(({ did }) => did) : [...labelers]
  if (dids.length === 0) return {}
  const { views } = await client.call(getServices, { dids, detailed: true }, callOptions(options))
  return Object.fromEntries(
    views.flatMap((view) =>
      view.$type === 'app.bsky.labeler.defs#labelerViewDetailed'
        ? [[view.creator.did, interpretLabelValueDefinitions(view)]]
        : [],
    ),
  )
}
