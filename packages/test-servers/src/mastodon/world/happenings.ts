import type { Json } from '../document.ts'
import type { ConversationRecord, NotificationRecord, StatusRecord } from './records.ts'

/** Something that happened in the world, for whoever listens. */
export type Happening =
  | { readonly type: 'post' | 'edit' | 'delete'; readonly status: StatusRecord }
  | { readonly type: 'notification'; readonly notification: NotificationRecord }
  | { readonly type: 'conversation'; readonly conversation: ConversationRecord }
  /** Somebody's filters changed. */
  | { readonly type: 'filters'; readonly accountId: string }
  /** An announcement, or something about one. */
  | {
      readonly type: 'announcement' | 'announcement.reaction' | 'announcement.delete'
      readonly payload: Json | string
    }
  /** A token is worth nothing any more. */
  | { readonly type: 'revoked'; readonly token: string }
