import { addApp } from './handlers/oauth.ts'
import { addCollection, addItem } from './handlers/collections.ts'
import { subscribe } from './handlers/push.ts'
import { addFilter, addKeyword } from './handlers/filters.ts'
import { keptIds } from './handlers/kept.ts'
import { addList } from './handlers/lists.ts'
import { addMedia } from './handlers/media.ts'
import { compareVersions } from './version.ts'
import { addAccount } from './world/accounts.ts'
import { notify } from './world/notify.ts'
import { addPoll, publish } from './world/publish.ts'
import type { AccountRecord, CollectionRecord, MediaRecord, StatusRecord } from './world/records.ts'
import { addStatus } from './world/statuses.ts'
import type { World } from './world/world.ts'

/** The extras of posts, in turns. */
const STATUS_FORMS: readonly ((things: Subjects, world: World) => Partial<StatusRecord>)[] = [
  (things) => ({ text: `@${things.friend().username} A post #sample`, editedAt: new Date().toISOString() }),
  (things) => ({
    mediaIds: [things.media(), things.media(), things.media()],
    appName: undefined,
    language: null,
  }),
  (things) => ({
    text: `@${things.friend().username} An answer #sample`,
    inReplyToId: things.plainStatus().id,
    editedAt: new Date().toISOString(),
  }),
  (things) => ({ quotedId: things.plainStatus().id }),
  (things) => ({ text: `@${things.friend().username} A question #sample`, pollId: 'new' }),
  (things) => ({ quotedId: things.plainStatus().id, quoteRevoked: true }),
  () => ({}),
]

/** Gives an account in turns a profile with much in it, and one as it is at first. */
function dress(account: AccountRecord, turn: number): void {
  const isBare = turn % 2 === 1
  const choices = { discoverable: isBare ? null : true, hide_collections: isBare ? null : false }
  const field = { name: 'Site', value: 'https://site.example', verified_at: null }
  Object.assign(account.profile, choices, { fields: isBare ? [] : [field] })
  if (!account.owner) account.profile.roles = isBare ? [] : [{ id: '1', name: 'Moderator', color: '#204060' }]
  Object.assign(account.source, choices, { language: isBare ? null : 'en' })
}

/** Makes things of a world that a call of `user` can be about. */
export class Subjects {
  readonly #world: World
  readonly #user: AccountRecord
  readonly #scope: string

  /** @param scope whose turns they are: what one operation is given does not depend on what others were */
  constructor(world: World, user: AccountRecord, scope: string) {
    this.#world = world
    this.#user = user
    this.#scope = scope
    dress(user, this.turn('profiles'))
  }

  /** Counts from 0 in the scope, for each name by itself. */
  turn(name: string): number {
    return this.#world.turn(`${this.#scope} ${name}`)
  }

  /** The user's own id. */
  me(): string {
    return this.#user.id
  }

  /** Someone whom the user follows and who follows the user. */
  friend(): AccountRecord {
    const { follows } = this.#world
    const friend = this.person('friend')
    const data = { reblogs: true, notify: false, languages: null }
    follows.put(this.#user.id, friend.id, { ...data, languages: this.either('languages', null, ['en']) })
    follows.put(friend.id, this.#user.id, data)
    return friend
  }

  /** An account, in turns with a full profile and a post, and with nothing. */
  person(name: string): AccountRecord {
    const person = addAccount(this.#world, `${name}${this.#world.accounts.size}`)
    const turn = this.turn(name)
    dress(person, turn)
    if (turn % 2 === 0) addStatus(this.#world, { accountId: person.id, text: 'Something' })
    return person
  }

  /** Someone whom the staff has silenced. */
  silenced(): AccountRecord {
    const person = this.friend()
    person.profile.limited = true
    return person
  }

  /** A friend whom another friend follows. */
  popular(): AccountRecord {
    const friend = this.friend()
    const data = { reblogs: true, notify: false, languages: null }
    for (const { id } of [this.friend(), this.friend()]) this.#world.follows.put(id, friend.id, data)
    return friend
  }

  /** Someone who asks to follow the user. */
  requester(): AccountRecord {
    const requester = this.person('requester')
    this.#world.followRequests.put(requester.id, this.#user.id, undefined)
    return requester
  }

  /** A post of the user's; one after another they show every form that posts have. */
  status(): StatusRecord {
    return this.statusOf(this.#user)
  }

  /** A post of a friend's with nothing to it. */
  plainStatus(): StatusRecord {
    return addStatus(this.#world, { accountId: this.friend().id, text: 'A word' })
  }

  /** The same by somebody else. */
  statusOf({ id: accountId }: AccountRecord): StatusRecord {
    const form = STATUS_FORMS[this.turn('statuses') % STATUS_FORMS.length]
    const status = addStatus(this.#world, { accountId, text: 'A post #sample', ...form?.(this, this.#world) })
    if (status.pollId === 'new') {
      const poll = { options: ['one', 'two'], expires_in: 3600 }
      status.pollId = addPoll(this.#world, status.id, poll)
    }
    return status
  }

  /** A post of the user's that a filter of theirs names. */
  filteredStatus(): StatusRecord {
    const status = this.status()
    const filter = addFilter(this.#world, this.#user.id, 'A filter')
    filter.statuses.push({ id: this.#world.nextSerial(), statusId: status.id })
    return status
  }

  /** One of two values, in turns. */
  either<A, B>(name: string, first: A, second: B): A | B {
    return this.turn(name) % 2 === 0 ? first : second
  }

  /** The id of something that the staff keeps and the like, by the path that it stands behind. */
  kept(place: string): string {
    const ids = keptIds(this.#world, place)
    // Odd and even in turns: what stands under an id has the form that its number says.
    const isEven = this.turn(place) % 2 === 0
    let id = this.#world.nextSerial()
    if ((Number(id) % 2 === 0) !== isEven) id = this.#world.nextSerial()
    ids.unshift(id)
    return id
  }

  /** A post of the user's, who has room for it among the pinned ones. */
  pinnable(): StatusRecord {
    for (const { from, to } of this.#world.pins.from(this.#user.id)) this.#world.pins.cut(from, to)
    return this.status()
  }

  /** The id of a file that in turns is processed, and is still being processed. */
  upload(): string {
    const id = this.media()
    const media = this.#world.media.get(id)
    if (media) media.readyAt = this.either('uploads', media.readyAt, Date.now() + 3_600_000)
    return id
  }

  /** A file that is processed, each time of another kind. */
  media(): string {
    const knowsSound = compareVersions(this.#world.version, '2.9.1') >= 0
    const kinds: Partial<MediaRecord>[] = [
      { type: 'image', focus: '0.25,-0.5', description: 'A picture' },
      { type: knowsSound ? 'audio' : 'image', hasCover: true, description: 'A tone' },
      { type: 'image' },
    ]
    const kind = kinds[this.turn('media') % kinds.length]
    return addMedia(this.#world, this.#user.id, { readyAt: Date.now(), ...kind }).id
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
    filter.expiresAt = this.either('filters', null, new Date(Date.now() + 3_600_000).toISOString())
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

  /** A favourite of a post of the user's, or in turns a follower and a report. */
  notification(turns = false): { id: string; groupKey: string } {
    const turn = turns ? this.turn('notifications') % 4 : 0
    if (turn === 0) notify(this.#world, 'favourite', this.friend().id, this.#user.id, this.filteredStatus())
    if (turn === 1) notify(this.#world, 'follow', this.friend().id, this.#user.id)
    if (turn === 3) notify(this.#world, 'mention', this.friend().id, this.#user.id, this.status())
    if (turn === 2) notify(this.#world, 'admin.report', this.friend().id, this.#user.id)
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
    const name = `sample${this.#world.featuredTags.countFrom(this.#user.id)}`
    addStatus(this.#world, { accountId: this.#user.id, text: `A post #${name}` })
    return this.#world.featuredTags.put(this.#user.id, name, undefined).id
  }

  collection(): CollectionRecord {
    const collection = addCollection(this.#world, this.#user.id, 'A collection')
    addItem(this.#world, collection, this.friend().id)
    Object.assign(collection.given, this.either('collections', {}, { language: 'en', tag_name: 'sample' }))
    return collection
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
