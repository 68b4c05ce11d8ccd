import { notFound, unprocessable } from '../answer.ts'
import { type Call, caller, flag, type Handlers, text } from '../call.ts'
import { type Json, strings } from '../document.ts'
import { Page } from '../pages.ts'
import type { ListRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'
import { accountEntries } from './entries.ts'

export function addList(world: World, accountId: string, title: string): ListRecord {
  const list: ListRecord = { id: world.nextId(), accountId, title, repliesPolicy: 'list', exclusive: false }
  world.lists.set(list.id, list)
  return list
}

function view({ id, title, repliesPolicy, exclusive }: ListRecord): Json {
  return { id, title, replies_policy: repliesPolicy, exclusive }
}

function own(call: Call): ListRecord {
  const list = call.world.lists.get(call.path.id ?? '')
  if (list?.accountId !== caller(call).id) throw notFound()
  return list
}

function change(call: Call, list: ListRecord): Json {
  list.title = text(call.body.title) ?? list.title
  list.repliesPolicy = text(call.body.replies_policy) ?? list.repliesPolicy
  list.exclusive = flag(call.body.exclusive) ?? list.exclusive
  return view(list)
}

export const lists: Handlers = {
  listLists: (call) =>
    [...call.world.lists.values()].filter(({ accountId }) => accountId === caller(call).id).map(view),
  createList: (call) => change(call, addList(call.world, caller(call).id, '')),
  getList: (call) => view(own(call)),
  updateList: (call) => change(call, own(call)),
  deleteList: (call) => {
    call.world.lists.delete(own(call).id)
    return {}
  },
  listListAccounts: (call) =>
    new Page(accountEntries(call.world, call.world.members.from(own(call).id), 'to')),
  addListAccounts: (call) => {
    const { id } = own(call)
    for (const account of strings(call.body.account_ids)) {
      if (!call.world.follows.has(caller(call).id, account)) throw notFound()
      if (call.world.members.has(id, account)) throw unprocessable('Account has already been taken')
      call.world.members.put(id, account, undefined)
    }
    return {}
  },
  removeListAccounts: (call) => {
    const { id } = own(call)
    for (const account of strings(call.body.account_ids)) call.world.members.cut(id, account)
    return {}
  },
}
