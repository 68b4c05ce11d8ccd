import type { Json } from '../document.ts'
import type { PollRecord } from './records.ts'
import type { World } from './world.ts'

export function hasExpired(poll: PollRecord): boolean {
  return Date.now() >= poll.expiresAt
}

/** The `Poll` entity, as `viewer` sees it. */
export function viewPoll(world: World, poll: PollRecord, viewer: string | undefined): Json {
  const votes = [...poll.votes.values()].flat()
  const hidden = poll.hideTotals && !hasExpired(poll)
  const author = world.statuses.get(poll.statusId)?.accountId
  return world.draft('Poll', {
    id: poll.id,
    expires_at: new Date(poll.expiresAt).toISOString(),
    expired: hasExpired(poll),
    multiple: poll.multiple,
    votes_count: votes.length,
    voters_count: poll.votes.size,
    options: poll.titles.map((title, index) => ({
      title,
      votes_count: hidden ? null : votes.filter((choice) => choice === index).length,
    })),
    emojis: [],
    ...(viewer
      ? { voted: viewer === author || poll.votes.has(viewer), own_votes: poll.votes.get(viewer) ?? [] }
      : {}),
  })
}
