import { notFound, unprocessable } from '../answer.ts'
import { type Call, caller, type Handlers } from '../call.ts'
import { hasExpired, viewPoll } from '../world/polls.ts'
import type { PollRecord } from '../world/records.ts'
import { findStatus } from '../world/statuses.ts'

function find(call: Call): PollRecord {
  const poll = call.world.polls.get(call.path.id ?? '')
  if (!poll) throw notFound()
  findStatus(call.world, poll.statusId, call.account?.id)
  return poll
}

function voteInPoll(call: Call): unknown {
  const poll = find(call)
  const { id } = caller(call)
  const choices = Array.isArray(call.body.choices) ? call.body.choices.map(Number) : []
  if (hasExpired(poll)) throw unprocessable('The poll has already ended')
  if (poll.votes.has(id)) throw unprocessable('You have already voted on this poll')
  if (call.world.statuses.get(poll.statusId)?.accountId === id)
    throw unprocessable('You cannot vote in your own polls')
  if (choices.length === 0 || choices.some((choice) => poll.titles[choice] === undefined)) {
    throw unprocessable('The chosen option does not exist')
  }
  if (choices.length > 1 && !poll.multiple) throw unprocessable('Only one option can be chosen')
  poll.votes.set(id, [...new Set(choices)])
  return viewPoll(call.world, poll, id)
}

export const polls: Handlers = {
  voteInPoll,
  getPoll: (call) => viewPoll(call.world, find(call), call.account?.id),
}
