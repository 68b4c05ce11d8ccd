import type { Json } from '../document.ts'

/** A person. */
export interface AccountRecord {
  id: string
  username: string
  createdAt: string
  /** May do everything the staff may. */
  owner: boolean
  locked: boolean
  displayName: string
  /** As typed. */
  note: string
  /** Properties of the entity that were set otherwise, such as `bot`. */
  profile: Json
  /** Properties of `CredentialAccountSource`. */
  source: Json
}

/** A post, or the boost of one. */
export interface StatusRecord {
  id: string
  accountId: string
  createdAt: string
  /** As typed. */
  text: string
  spoilerText: string
  visibility: string
  sensitive: boolean
  language: string | null
  mediaIds: readonly string[]
  pollId: string | undefined
  inReplyToId: string | undefined
  reblogOfId: string | undefined
  quotedId: string | undefined
  quotePolicy: string
  quoteRevoked: boolean
  /** Undefined: not told, as of a post from elsewhere. */
  appName: string | undefined
  /** Ids of accounts. */
  mentions: readonly string[]
  /** In lower case, without the hash sign. */
  tags: readonly string[]
  editedAt: string | null
  /** Earlier states, oldest first. */
  edits: readonly StatusVersion[]
}

/** A post as it was once. */
export interface StatusVersion {
  text: string
  spoilerText: string
  sensitive: boolean
  createdAt: string
  mediaIds: readonly string[]
  pollTitles: readonly string[] | undefined
}

/** A poll on a post. */
export interface PollRecord {
  id: string
  statusId: string
  titles: readonly string[]
  multiple: boolean
  hideTotals: boolean
  /** Milliseconds since 1970. */
  expiresAt: number
  /** Chosen options by account. */
  votes: Map<string, readonly number[]>
}

/** An uploaded file. */
export interface MediaRecord {
  id: string
  accountId: string
  type: string
  description: string | null
  focus: string | undefined
  /** Sound with a picture to it. */
  hasCover: boolean
  /** Milliseconds since 1970 at which it is processed. */
  readyAt: number
  /** Milliseconds since 1970 until which the post that had it, deleted meanwhile, still has it. */
  heldUntil: number
  /** Goes when it is not held any more. */
  isDoomed: boolean
}

/** Something that happened to someone. */
export interface NotificationRecord {
  id: string
  /** Whom it is for. */
  to: string
  /** The account that caused it. */
  from: string
  type: string
  createdAt: string
  statusId: string | undefined
  groupKey: string
}

/** A registered client. */
export interface AppRecord {
  id: string
  name: string
  website: string | null
  clientId: string
  clientSecret: string
  redirectUris: readonly string[]
  scopes: readonly string[]
}

/** A consent that waits to be traded for a token. */
export interface GrantRecord {
  clientId: string
  accountId: string
  scopes: readonly string[]
  redirectUri: string
  /** PKCE challenge, made with S256. */
  challenge: string | undefined
  /** Milliseconds since 1970. */
  expiresAt: number
}

/** A post that waits for its time. */
export interface ScheduledRecord {
  id: string
  accountId: string
  scheduledAt: string
  /** Body of the call that made it. */
  params: Json
}

/** A filter, of which the first generation shows one keyword each. */
export interface FilterRecord {
  id: string
  accountId: string
  title: string
  context: readonly string[]
  action: string
  expiresAt: string | null
  keywords: { id: string; keyword: string; wholeWord: boolean }[]
  statuses: { id: string; statusId: string }[]
}

/** A list of accounts. */
export interface ListRecord {
  id: string
  accountId: string
  title: string
  repliesPolicy: string
  exclusive: boolean
}

/** A curated set of accounts. */
export interface CollectionRecord {
  id: string
  accountId: string
  /** Properties of the entity that a body gave. */
  given: Json
  items: { id: string; accountId: string; createdAt: string; revoked: boolean }[]
  createdAt: string
  updatedAt: string
}

/** A thread of direct posts, as one of those in it sees it. */
export interface ConversationRecord {
  id: string
  accountId: string
  /** The others. */
  with: readonly string[]
  statusIds: string[]
  unread: boolean
}
