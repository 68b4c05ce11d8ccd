import { prune } from '../at-version.ts'
import type { Json } from '../document.ts'
import { existsIn } from '../version.ts'
import { viewConversation } from '../world/conversations.ts'
import type { Happening } from '../world/happenings.ts'
import { viewNotification } from '../world/notify.ts'
import type { StatusRecord } from '../world/records.ts'
import { viewStatus } from '../world/statuses.ts'
import { isAtHome, isOnList, isPublic } from '../world/timelines.ts'
import type { Place, Subscription } from './subscription.ts'

/** What is sent: the payload is text, or absent where there is none. */
export interface SentEvent {
  readonly event: string
  readonly payload: string | undefined
}

/** What a happening is to somebody who listens; undefined where it does not concern them, or their server is too old. */
export function eventFor(
  place: Place,
  subscription: Subscription,
  happening: Happening,
): SentEvent | undefined {
  const found = find(place, subscription, happening)
  const shape = found && place.document.events.get(found.event)
  return shape && existsIn(place.version, shape) ? found : undefined
}

function find(place: Place, subscription: Subscription, happening: Happening): SentEvent | undefined {
  const { world } = place
  const { viewer, stream } = subscription
  const isHome = stream === 'user'
  const entity = (name: string, value: Json): string =>
    JSON.stringify(
      prune(value, { $ref: `#/components/schemas/${name}` }, place.document.schemas, place.version),
    )
  switch (happening.type) {
    case 'post':
    case 'edit':
    case 'delete': {
      const { status, type } = happening
      if (!carries(place, subscription, status)) return undefined
      if (type === 'delete') return { event: 'delete', payload: status.id }
      const payload = entity('Status', viewStatus(world, status, viewer))
      return { event: type === 'edit' ? 'status.update' : 'update', payload }
    }
    case 'notification': {
      const { notification } = happening
      if (notification.to !== viewer.id || !(isHome || stream === 'user:notification')) return undefined
      return {
        event: 'notification',
        payload: entity('Notification', viewNotification(world, notification, viewer)),
      }
    }
    case 'conversation': {
      const { conversation } = happening
      if (stream !== 'direct' || conversation.accountId !== viewer.id) return undefined
      return {
        event: 'conversation',
        payload: entity('Conversation', viewConversation(world, conversation, viewer)),
      }
    }
    case 'filters':
      return isHome && happening.accountId === viewer.id
        ? { event: 'filters_changed', payload: undefined }
        : undefined
    case 'revoked':
      return undefined
    default: {
      const { type, payload } = happening
      return isHome
        ? { event: type, payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }
        : undefined
    }
  }
}

/** Whether a post belongs to a stream. Nobody here is from elsewhere, so nothing is remote. */
function carries(
  { world }: Place,
  { stream, argument = '', viewer }: Subscription,
  status: StatusRecord,
): boolean {
  if (stream === 'user') return isAtHome(world, viewer.id, status)
  if (stream === 'list') return isOnList(world, argument, status)
  if (!isPublic(world, viewer.id, status) || stream.startsWith('public:remote')) return false
  if (stream.startsWith('hashtag')) return status.tags.includes(argument.toLowerCase())
  return stream.startsWith('public') && (!stream.endsWith(':media') || status.mediaIds.length > 0)
}
