import { Answer, notFound, unprocessable } from '../answer.ts'
import { type Call, caller, type Handler, type Handlers, now, text } from '../call.ts'
import { type Json, strings } from '../document.ts'
import { Page } from '../pages.ts'
import { findAccount, viewAccount } from '../world/accounts.ts'
import type { CollectionRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'

type Item = CollectionRecord['items'][number]

export function addCollection(world: World, accountId: string, name: string): CollectionRecord {
  const at = now()
  const collection = {
    id: world.nextId(),
    accountId,
    given: { name },
    items: [],
    createdAt: at,
    updatedAt: at,
  }
  world.collections.set(collection.id, collection)
  return collection
}

/** Puts an account into a collection. @throws Refusal 404 or 422 */
export function addItem(world: World, collection: CollectionRecord, accountId: string | undefined): Item {
  const { id } = findAccount(world, accountId)
  if (collection.items.some((item) => item.accountId === id))
    throw unprocessable('Account has already been taken')
  const item: Item = { id: world.nextId(), accountId: id, createdAt: now(), revoked: false }
  collection.items.push(item)
  return item
}

function find(call: Call, id: string | undefined): CollectionRecord {
  const collection = call.world.collections.get(id ?? '')
  if (!collection) throw notFound()
  return collection
}

function own(call: Call, id: string | undefined): CollectionRecord {
  const collection = find(call, id)
  if (collection.accountId !== caller(call).id) throw notFound()
  return collection
}

function viewItem({ world }: Call, { id, accountId, createdAt }: Item): Json {
  return world.draft('CollectionItem', {
    id,
    account_id: accountId,
    state: 'accepted',
    created_at: createdAt,
  })
}

function view(call: Call, collection: CollectionRecord): Json {
  const { id, accountId, given, createdAt, updatedAt } = collection
  const items = collection.items.filter(({ revoked }) => !revoked)
  const { tag_name: tag, ...facts } = given
  return call.world.draft('Collection', {
    id,
    account_id: accountId,
    uri: `${call.world.url}/collections/${id}`,
    url: `${call.world.url}/collections/${id}`,
    local: true,
    description: '',
    language: null,
    ...facts,
    tag:
      typeof tag === 'string'
        ? { name: tag, url: `${call.world.url}/tags/${encodeURIComponent(tag)}` }
        : null,
    created_at: createdAt,
    updated_at: updatedAt,
    item_count: items.length,
    items: items.map((item) => viewItem(call, item)),
  })
}

/** Keeps what a body says; whom it is about goes into the items. */
function change(call: Call, collection: CollectionRecord): Json {
  const { account_ids: accountIds, ...given } = call.body
  collection.given = { ...collection.given, ...given }
  collection.updatedAt = now()
  for (const id of strings(accountIds)) addItem(call.world, collection, id)
  return { collection: view(call, collection) }
}

function pageOf(wanted: (call: Call, collection: CollectionRecord) => boolean): Handler {
  return (call) => {
    findAccount(call.world, call.path.account_id)
    return new Page(
      [...call.world.collections.values()]
        .filter((each) => wanted(call, each))
        .map((each) => ({ cursor: each.id, value: () => view(call, each) })),
      (values) => ({ collections: values }),
    )
  }
}

export const collections: Handlers = {
  listAccountCollections: pageOf((call, { accountId }) => accountId === call.path.account_id),
  listCollectionsWithAccount: pageOf((call, { items }) =>
    items.some(({ accountId, revoked }) => accountId === call.path.account_id && !revoked),
  ),
  createCollection: (call) => change(call, addCollection(call.world, caller(call).id, '')),
  updateCollection: (call) => change(call, own(call, call.path.id)),
  getCollection: (call) => {
    const collection = find(call, call.path.id)
    const people = [collection.accountId, ...collection.items.map(({ accountId }) => accountId)]
    return {
      collection: view(call, collection),
      accounts: [...new Set(people)].map((id) => viewAccount(call.world, findAccount(call.world, id))),
    }
  },
  deleteCollection: (call) => {
    call.world.collections.delete(own(call, call.path.id).id)
    return new Answer(200, undefined)
  },
  addCollectionItem: (call) => {
    const item = addItem(call.world, own(call, call.path.collection_id), text(call.body.account_id))
    return { collection_item: viewItem(call, item) }
  },
  deleteCollectionItem: (call) => {
    const collection = own(call, call.path.collection_id)
    if (!collection.items.some(({ id }) => id === call.path.id)) throw notFound()
    collection.items = collection.items.filter(({ id }) => id !== call.path.id)
    return new Answer(200, undefined)
  },
  revokeCollectionItem: (call) => {
    const item = find(call, call.path.collection_id).items.find(({ id }) => id === call.path.id)
    if (!item) throw notFound()
    item.revoked = true
    return new Answer(200, undefined)
  },
}
