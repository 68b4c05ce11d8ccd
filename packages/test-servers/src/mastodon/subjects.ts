import { addApp } from './handlers/oauth.ts'
import { addCollection, addItem } from './handlers/collections.ts'
import { subscribe } from './handlers/push.ts'
import { addFilter, addKeyword } from './handlers/filters.ts'
import { addList } from './handlers/lists.ts'
import { addMedia } from './handlers/media.ts'
import { addAccount } from './world/accounts.ts'
import { notify } from './world/notify.ts'
import { publish } from './world/publish.ts'
import type { AccountRecord, CollectionRecord, StatusRecord } from './world/records.ts'
import { addStatus } from './world/statuses.ts'
import type { World } from './world/world.ts'

/** Makes things of a world that a call of `user` can be about. */
export class Subjects {
  readonly #world: World
  readonly #user: AccountRecord

  constructor(world: World, user: AccountRecord) {
    this.#world = world
    this.#user = user
  }

  /** The user's own id. */
  me(): string {
    return this.#user.id
  }

  /** Someone whom the user follows and who follows the user. */
  friend(): AccountRecord {
    const { follows, accounts } = this.#world
    const friend = addAccount(this.#world, `friend${accounts.size}`)
    const data = { reblogs: true, notify: false, languages: null }
    follows.put(this.#user.id, friend.id, data)
    follows.put(friend.id, this.#user.id, data)
    return friend
  }

  /** Someone who asks to follow the user. */
  requester(): AccountRecord {
    const requester = addAccount(this.#world, `requester${this.#world.accounts.size}`)
    this.#world.followRequests.put(requester.id, this.#user.id, undefined)
    return requester
  }

  status(): StatusRecord {
    return addStatus(this.#world, { accountId: this.#user.id, text: 'A post #sample' })
  }

  /** A post of somebody else that quotes `quoted`. */
  quoting(quoted: string): StatusRecord {
    return addStatus(this.#world, { accountId: this.friend().id, text: 'A quote', quotedId: quoted })
  }

  /** The id of somebody else's poll. */
  poll(): string {
    const poll = { options: ['one', 'two'], expires_in: 3600 }
    const status = publish(this.#world, this.friend(), 'sandbox', { status: 'A poll', poll })
    return status.pollId ?? ''
  }

  media(): string {
    return addMedia(this.#world, this.#user.id, { readyAt: Date.now() }).id
  }

  scheduled(): string {
    const id = this.#world.nextId()
    const scheduledAt = new Date(Date.now() + 3_600_000).toISOString()
    this.#world.scheduled.set(id, { id, accountId: this.#user.id, scheduledAt, params: { status: 'Later' } })
    return id
  }

  list(): string {
    return addList(this.#world, this.#user.id, 'A list').id
  }

  filter(): { id: string; keyword: string; status: string } {
    const filter = addFilter(this.#world, this.#user.id, 'A filter')
    const keyword = addKeyword(this.#world, filter, 'unwanted').id
    const status = this.#world.nextId()
    filter.statuses.push({ id: status, statusId: this.status().id })
    return { id: filter.id, keyword, status }
  }

  conversation(): string {
    const text = `@${this.#user.username} a word`
    publish(this.#world, this.friend(), 'sandbox', { status: text, visibility: 'direct' })
    return (
      [...this.#world.conversations.values()].findLast(({ accountId }) => accountId === this.#user.id)?.id ??
      ''
    )
  }

  /** A favourite of a post of the user's. */
  notification(): { id: string; groupKey: string } {
    notify(this.#world, 'favourite', this.friend().id, this.#user.id, this.status())
    const { id, groupKey } = [...this.#world.notifications.values()].at(-1) ?? { id: '', groupKey: '' }
    return { id, groupKey }
  }

  /** One more favourite of the post that a group of notifications is about. */
  joinGroup(groupKey: string): void {
    const known = [...this.#world.notifications.values()].find((each) => each.groupKey === groupKey)
    const status = this.#world.statuses.get(known?.statusId ?? '')
    if (status) notify(this.#world, 'favourite', this.friend().id, this.#user.id, status)
  }

  /** A collection of the user's with an account in it. */
  collectionOf(accountId: string): void {
    addItem(this.#world, this.collection(), accountId)
  }

  featuredTag(): string {
    return this.#world.featuredTags.put(
      this.#user.id,
      `sample${this.#world.featuredTags.countFrom(this.#user.id)}`,
      undefined,
    ).id
  }

  collection(): CollectionRecord {
    return addCollection(this.#world, this.#user.id, 'A collection')
  }

  /** The id of an item of the user's collection, which is about a friend. */
  collectionItem(collectionId: string): string {
    const collection = this.#world.collections.get(collectionId)
    return collection ? addItem(this.#world, collection, this.friend().id).id : ''
  }

  pushSubscription(): void {
    const subscription = { endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' } }
    subscribe(this.#world, this.#user.id, { subscription, data: { alerts: {} } })
  }

  app(): { clientId: string; clientSecret: string } {
    return addApp(this.#world, 'Example', ['https://client.example/callback'], ['read', 'write'])
  }
}
