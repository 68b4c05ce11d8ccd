import { notFound } from '../answer.ts'
import { type Call, caller, flag, type Handler, type Handlers, text } from '../call.ts'
import { type Json, objects, strings } from '../document.ts'
import type { FilterRecord } from '../world/records.ts'
import { findStatus } from '../world/statuses.ts'
import type { World } from '../world/world.ts'

type Keyword = FilterRecord['keywords'][number]

export function addFilter(world: World, accountId: string, title: string): FilterRecord {
  const filter: FilterRecord = {
    id: world.nextId(),
    accountId,
    title,
    context: ['home'],
    action: 'warn',
    expiresAt: null,
    keywords: [],
    statuses: [],
  }
  world.filters.set(filter.id, filter)
  return filter
}

/** Adds a word to a filter. */
export function addKeyword(world: World, filter: FilterRecord, keyword: string, wholeWord = true): Keyword {
  const added = { id: world.nextId(), keyword, wholeWord }
  filter.keywords.push(added)
  return added
}

function mine(call: Call): FilterRecord[] {
  return [...call.world.filters.values()].filter(({ accountId }) => accountId === caller(call).id)
}

function find(call: Call, id: string | undefined): FilterRecord {
  const filter = mine(call).find((each) => each.id === id)
  if (!filter) throw notFound()
  return filter
}

function findKeyword(call: Call): { filter: FilterRecord; keyword: Keyword } {
  for (const filter of mine(call)) {
    const keyword = filter.keywords.find(({ id }) => id === call.path.id)
    if (keyword) return { filter, keyword }
  }
  throw notFound()
}

function view(filter: FilterRecord): Json {
  return {
    id: filter.id,
    title: filter.title,
    context: filter.context,
    expires_at: filter.expiresAt,
    filter_action: filter.action,
    keywords: filter.keywords.map(viewKeyword),
    statuses: filter.statuses.map(viewStatus),
  }
}

function viewKeyword({ id, keyword, wholeWord }: Keyword): Json {
  return { id, keyword, whole_word: wholeWord }
}

function viewStatus({ id, statusId }: { id: string; statusId: string }): Json {
  return { id, status_id: statusId }
}

function viewV1(filter: FilterRecord, keyword: Keyword): Json {
  return {
    id: keyword.id,
    phrase: keyword.keyword,
    context: filter.context,
    expires_at: filter.expiresAt,
    irreversible: filter.action === 'hide',
    whole_word: keyword.wholeWord,
  }
}

function change({ body }: Call, filter: FilterRecord): void {
  filter.title = text(body.title) ?? filter.title
  filter.context = body.context === undefined ? filter.context : strings(body.context)
  filter.action = text(body.filter_action) ?? filter.action
  if (body.expires_in === null) filter.expiresAt = null
  if (typeof body.expires_in === 'number') {
    filter.expiresAt = new Date(Date.now() + body.expires_in * 1000).toISOString()
  }
}

function changeKeywords(call: Call, filter: FilterRecord): void {
  for (const { id, keyword, whole_word: wholeWord, _destroy: destroy } of objects(
    call.body.keywords_attributes,
  )) {
    const known = filter.keywords.find((each) => each.id === id)
    if (known && destroy === true) filter.keywords = filter.keywords.filter((each) => each !== known)
    else if (known) {
      known.keyword = text(keyword) ?? known.keyword
      known.wholeWord = flag(wholeWord) ?? known.wholeWord
    } else if (destroy !== true) addKeyword(call.world, filter, text(keyword) ?? '', flag(wholeWord) ?? false)
  }
}

function changeV1(call: Call, filter: FilterRecord, keyword: Keyword): Json {
  change(call, filter)
  filter.action = call.body.irreversible === true ? 'hide' : 'warn'
  keyword.keyword = text(call.body.phrase) ?? keyword.keyword
  keyword.wholeWord = flag(call.body.whole_word) ?? keyword.wholeWord
  return viewV1(filter, keyword)
}

const HANDLERS: Handlers = {
  listFilters: (call) => mine(call).map(view),
  createFilter: (call) => {
    const filter = addFilter(call.world, caller(call).id, '')
    change(call, filter)
    changeKeywords(call, filter)
    return view(filter)
  },
  getFilter: (call) => view(find(call, call.path.id)),
  updateFilter: (call) => {
    const filter = find(call, call.path.id)
    change(call, filter)
    changeKeywords(call, filter)
    return view(filter)
  },
  deleteFilter: (call) => {
    call.world.filters.delete(find(call, call.path.id).id)
    return {}
  },
  listFilterKeywords: (call) => find(call, call.path.filter_id).keywords.map(viewKeyword),
  addFilterKeyword: (call) => {
    const { keyword, whole_word: wholeWord } = call.body
    const filter = find(call, call.path.filter_id)
    return viewKeyword(addKeyword(call.world, filter, text(keyword) ?? '', flag(wholeWord) ?? false))
  },
  getFilterKeyword: (call) => viewKeyword(findKeyword(call).keyword),
  updateFilterKeyword: (call) => {
    const { keyword } = findKeyword(call)
    keyword.keyword = text(call.body.keyword) ?? keyword.keyword
    keyword.wholeWord = flag(call.body.whole_word) ?? keyword.wholeWord
    return viewKeyword(keyword)
  },
  deleteFilterKeyword: (call) => {
    const { filter, keyword } = findKeyword(call)
    filter.keywords = filter.keywords.filter((each) => each !== keyword)
    return {}
  },
  listFilterStatuses: (call) => find(call, call.path.filter_id).statuses.map(viewStatus),
  addFilterStatus: (call) => {
    const filter = find(call, call.path.filter_id)
    const { id: statusId } = findStatus(call.world, text(call.body.status_id), caller(call).id)
    const added = { id: call.world.nextId(), statusId }
    filter.statuses.push(added)
    return viewStatus(added)
  },
  getFilterStatus: (call) => {
    const found = mine(call).flatMap(({ statuses }) => statuses.filter(({ id }) => id === call.path.id))[0]
    if (!found) throw notFound()
    return viewStatus(found)
  },
  deleteFilterStatus: (call) => {
    const filter = mine(call).find(({ statuses }) => statuses.some(({ id }) => id === call.path.id))
    if (!filter) throw notFound()
    filter.statuses = filter.statuses.filter(({ id }) => id !== call.path.id)
    return {}
  },
  listFiltersV1: (call) =>
    mine(call).flatMap((filter) => filter.keywords.map((keyword) => viewV1(filter, keyword))),
  createFilterV1: (call) => {
    const filter = addFilter(call.world, caller(call).id, text(call.body.phrase) ?? '')
    return changeV1(call, filter, addKeyword(call.world, filter, ''))
  },
  getFilterV1: (call) => {
    const { filter, keyword } = findKeyword(call)
    return viewV1(filter, keyword)
  },
  updateFilterV1: (call) => {
    const { filter, keyword } = findKeyword(call)
    return changeV1(call, filter, keyword)
  },
  deleteFilterV1: (call) => {
    const { filter, keyword } = findKeyword(call)
    filter.keywords = filter.keywords.filter((each) => each !== keyword)
    if (filter.keywords.length === 0) call.world.filters.delete(filter.id)
    return {}
  },
}

/** Whoever listens is told of every change. */
function telling([id, handler]: [string, Handler]): [string, Handler] {
  if (!/^(?:create|add|update|delete)/.test(id)) return [id, handler]
  return [
    id,
    (call) => {
      const result = handler(call)
      call.world.tell({ type: 'filters', accountId: caller(call).id })
      return result
    },
  ]
}

export const filters: Handlers = Object.fromEntries(Object.entries(HANDLERS).map(telling))
