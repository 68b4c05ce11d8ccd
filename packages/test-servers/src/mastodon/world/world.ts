import { fake } from '../fake.ts'
import { type ApiDocument, isObject, type Json } from '../document.ts'
import type { TokenRecord } from '../auth.ts'
import { Edges } from './edges.ts'
import type { Happening } from './happenings.ts'
import type {
  AccountRecord,
  AppRecord,
  CollectionRecord,
  ConversationRecord,
  FilterRecord,
  GrantRecord,
  ListRecord,
  MediaRecord,
  NotificationRecord,
  PollRecord,
  ScheduledRecord,
  StatusRecord,
} from './records.ts'

/** The parts of a world. */
export interface WorldOptions {
  document: ApiDocument
  /** Origin of the server, without a slash at the end. */
  url: string
  /** Milliseconds that a file takes to be processed. */
  mediaProcessing: number
  /** Milliseconds that work in the background takes. */
  backgroundWork: number
  /** The version that is pretended. */
  version: string
}

/** Everything the sandbox remembers. Lists are oldest first, maps go by id. */
export class World {
  readonly document: ApiDocument
  readonly url: string
  readonly mediaProcessing: number
  readonly backgroundWork: number
  readonly version: string
  /** Where the instance says that it streams. */
  streamingUrl: string

  readonly accounts = new Map<string, AccountRecord>()
  readonly statuses = new Map<string, StatusRecord>()
  readonly polls = new Map<string, PollRecord>()
  readonly media = new Map<string, MediaRecord>()
  readonly notifications = new Map<string, NotificationRecord>()
  readonly apps = new Map<string, AppRecord>()
  /** By code. */
  readonly grants = new Map<string, GrantRecord>()
  readonly tokens = new Map<string, TokenRecord>()
  readonly scheduled = new Map<string, ScheduledRecord>()
  readonly filters = new Map<string, FilterRecord>()
  readonly lists = new Map<string, ListRecord>()
  readonly conversations = new Map<string, ConversationRecord>()
  readonly collections = new Map<string, CollectionRecord>()
  /** `WebPushSubscription` by account. */
  readonly pushSubscriptions = new Map<string, Json>()
  /** By account and timeline, `<id> home`. */
  readonly markers = new Map<string, Json>()
  /** The notification policy of each account, by kind. */
  readonly policies = new Map<string, Map<string, string>>()
  /** Id of the post or scheduled post by account and key, with the moment it was made at. */
  readonly idempotency = new Map<string, { id: string; at: number }>()
  /** Ids of what the staff keeps and the like, newest first, by the path that they stand behind. */
  readonly kept = new Map<string, string[]>()
  readonly #turns = new Map<string, number>()
  readonly #listeners = new Set<(happening: Happening) => void>()
  #last = 0
  #lastSerial = 0

  readonly follows = new Edges<{ reblogs: boolean; notify: boolean; languages: string[] | null }>(() =>
    this.nextSerial(),
  )
  readonly followRequests = new Edges(() => this.nextSerial())
  readonly blocks = new Edges(() => this.nextSerial())
  readonly mutes = new Edges<{ notifications: boolean; expiresAt: string | null }>(() => this.nextSerial())
  readonly domainBlocks = new Edges(() => this.nextSerial())
  readonly endorsements = new Edges(() => this.nextSerial())
  readonly notes = new Edges<string>(() => this.nextSerial())
  readonly favourites = new Edges(() => this.nextSerial())
  readonly bookmarks = new Edges(() => this.nextSerial())
  /** From an account to a post; says which post is the boost. */
  readonly reblogs = new Edges<string>(() => this.nextSerial())
  readonly pins = new Edges(() => this.nextSerial())
  readonly threadMutes = new Edges(() => this.nextSerial())
  /** From a post to its answers. */
  readonly replies = new Edges(() => this.nextSerial())
  /** From a post to those that quote it. */
  readonly quotes = new Edges(() => this.nextSerial())
  /** From an account to the name of a tag. */
  readonly followedTags = new Edges(() => this.nextSerial())
  readonly featuredTags = new Edges(() => this.nextSerial())
  /** From an account to one that it does not want suggested. */
  readonly dismissed = new Edges(() => this.nextSerial())
  /** From a list to an account. */
  readonly members = new Edges(() => this.nextSerial())

  constructor({ document, url, mediaProcessing, backgroundWork, version }: WorldOptions) {
    this.document = document
    this.url = url
    this.mediaProcessing = mediaProcessing
    this.backgroundWork = backgroundWork
    this.version = version
    this.streamingUrl = url.replace(/^http/, 'ws')
  }

  /** Tells whoever listens what happened. */
  tell(happening: Happening): void {
    for (const listener of this.#listeners) listener(happening)
  }

  /** Listens to what happens. */
  listen(listener: (happening: Happening) => void): void {
    this.#listeners.add(listener)
  }

  /** An id that sorts behind all others; too long for a number, as the real ones are. */
  nextId(): string {
    this.#last += 1
    return `1150000000${String(this.#last).padStart(8, '0')}`
  }

  /** An id as the real ones of ties, notifications and subscriptions are: short enough for a number. */
  nextSerial(): string {
    this.#lastSerial += 1
    return String(this.#lastSerial)
  }

  /** Counts from 0, for each name by itself: what is made in turns shows every form that it may have. */
  turn(name: string): number {
    const turn = this.#turns.get(name) ?? 0
    this.#turns.set(name, turn + 1)
    return turn
  }

  /** An entity with all that its schema requires, and what is given over it. */
  draft(name: string, over: Json): Json {
    const entity = fake(
      { $ref: `#/components/schemas/${name}` },
      { schemas: this.document.schemas, style: 'lean', seed: name, origin: this.url },
    )
    return { ...(isObject(entity) ? entity : {}), ...over }
  }
}
