import type { Endpoint } from '@typefed/core/internal'
import type { SubscriptionOptions } from '@typefed/core/lexicon'
import type { Message } from '../frame.ts'
import { Position } from './position.ts'
import type { Cursor } from './scale.ts'

/** The position of a subscription. */
export function messagePosition(
  start: Cursor | undefined,
  { onStatus }: Pick<SubscriptionOptions, 'onStatus'>,
): Position<Message> {
  return new Position<Message>({ start, onStatus })
}

/**
 * Whether a message is handed on, and moves the position.
 *
 * @param fits whether it fits its lexicon
 */
export function takeMessage(
  position: Position<Message>,
  { message: schema }: Endpoint,
  message: Message,
  fits: boolean,
): boolean {
  const at = cursorOf(message)
  if (at === undefined && message['name'] === 'OutdatedCursor') position.markOutdated()
  return position.take(message, at, fits && (schema?.['~wire'].knows?.(message) ?? true))
}

/** Most streams number their messages; that of chat moderation has revisions that sort. */
function cursorOf({ seq, rev }: Message): Cursor | undefined {
  if (Number.isSafeInteger(seq)) return seq as number
  return typeof rev === 'string' ? rev : undefined
}
