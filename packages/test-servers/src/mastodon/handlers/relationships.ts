import { Refusal, notFound } from '../answer.ts'
import { type Call, caller, flag, type Handler, type Handlers, text } from '../call.ts'
import { type Json, strings } from '../document.ts'
import { Page } from '../pages.ts'
import { findAccount, viewAccount, viewRelationship } from '../world/accounts.ts'
import type { Edges } from '../world/edges.ts'
import { notify } from '../world/notify.ts'
import { accountEntries } from './entries.ts'

function relation(call: Call, other = call.path.id ?? ''): Json {
  return viewRelationship(call.world, caller(call).id, other)
}

/** Does something about the account that the path names, and answers with the relationship. */
function about(act: (call: Call, from: string, to: string) => void): Handler {
  return (call) => {
    const { id } = findAccount(call.world, call.path.id)
    act(call, caller(call).id, id)
    return relation(call)
  }
}

function follow(call: Call, from: string, to: string): void {
  const { world, body } = call
  if (from === to || world.blocks.has(to, from)) throw new Refusal(403, 'This action is not allowed')
  const before = world.follows.get(from, to)
  const data = {
    reblogs: flag(body.reblogs) ?? before?.data.reblogs ?? true,
    notify: flag(body.notify) ?? before?.data.notify ?? false,
    languages: Array.isArray(body.languages) ? strings(body.languages) : (before?.data.languages ?? null),
  }
  if (!before && findAccount(world, to).locked) {
    if (!world.followRequests.has(from, to)) notify(world, 'follow_request', from, to)
    world.followRequests.put(from, to, undefined)
    return
  }
  world.follows.put(from, to, data)
  if (!before) notify(world, 'follow', from, to)
}

function block({ world }: Call, from: string, to: string): void {
  world.blocks.put(from, to, undefined)
  for (const ties of [world.follows, world.followRequests]) {
    ties.cut(from, to)
    ties.cut(to, from)
  }
}

function mute({ world, body }: Call, from: string, to: string): void {
  const seconds = typeof body.duration === 'number' ? body.duration : 0
  const expiresAt = seconds > 0 ? new Date(Date.now() + seconds * 1000).toISOString() : null
  world.mutes.put(from, to, { notifications: flag(body.notifications) ?? true, expiresAt })
}

function endorse({ world }: Call, from: string, to: string): void {
  if (!world.follows.has(from, to))
    throw new Refusal(422, 'Validation failed: You must be already following the person')
  world.endorsements.put(from, to, undefined)
}

/** Answers a request to follow. */
function decide(accept: boolean): Handler {
  return (call) => {
    const { world } = call
    const { id } = caller(call)
    const requester = findAccount(world, call.path.account_id).id
    if (!world.followRequests.cut(requester, id)) throw notFound()
    if (accept) world.follows.put(requester, id, { reblogs: true, notify: false, languages: null })
    return relation(call, requester)
  }
}

function own(ties: (call: Call) => Edges<unknown>): Handler {
  return (call) => new Page(accountEntries(call.world, ties(call).from(caller(call).id), 'to'))
}

export const relationships: Handlers = {
  followAccount: about(follow),
  unfollowAccount: about(({ world }, from, to) => {
    world.follows.cut(from, to)
    world.followRequests.cut(from, to)
  }),
  removeFollower: about(({ world }, from, to) => world.follows.cut(to, from)),
  blockAccount: about(block),
  unblockAccount: about(({ world }, from, to) => world.blocks.cut(from, to)),
  muteAccount: about(mute),
  unmuteAccount: about(({ world }, from, to) => world.mutes.cut(from, to)),
  endorseAccount: about(endorse),
  pinAccount: about(endorse),
  unendorseAccount: about(({ world }, from, to) => world.endorsements.cut(from, to)),
  unpinAccount: about(({ world }, from, to) => world.endorsements.cut(from, to)),
  setAccountNote: about(({ world, body }, from, to) => world.notes.put(from, to, text(body.comment) ?? '')),
  listRelationships: (call) =>
    strings(call.query['id[]'])
      .filter((id) => call.world.accounts.has(id))
      .map((id) => relation(call, id)),
  listBlocks: own(({ world }) => world.blocks),
  listMutes: (call) =>
    new Page(
      call.world.mutes.from(caller(call).id).map(({ id, to, data }) => ({
        cursor: id,
        value: () => ({
          ...viewAccount(call.world, findAccount(call.world, to)),
          mute_expires_at: data.expiresAt,
        }),
      })),
    ),
  listEndorsements: own(({ world }) => world.endorsements),
  listAccountEndorsements: (call) =>
    new Page(
      accountEntries(
        call.world,
        call.world.endorsements.from(findAccount(call.world, call.path.id).id),
        'to',
      ),
    ),
  listFollowRequests: (call) =>
    new Page(accountEntries(call.world, call.world.followRequests.to(caller(call).id), 'from')),
  authorizeFollowRequest: decide(true),
  rejectFollowRequest: decide(false),
  listDomainBlocks: (call) =>
    new Page(
      call.world.domainBlocks.from(caller(call).id).map(({ id, to }) => ({ cursor: id, value: () => to })),
    ),
  blockDomain: (call) => {
    call.world.domainBlocks.put(caller(call).id, text(call.body.domain) ?? '', undefined)
    return {}
  },
  unblockDomain: (call) => {
    call.world.domainBlocks.cut(caller(call).id, text(call.body.domain) ?? '')
    return {}
  },
}
