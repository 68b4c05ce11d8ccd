import { setTimeout as wait } from 'node:timers/promises'
import { isGoneError, isNotFoundError, isResponseError, isUnsupportedVersionError } from '@typefed/core'
import type { CredentialAccount, MastodonClient, Status } from '../../src/index.ts'
import type { Context } from './types.ts'

/** All of a context but what only the run can give. */
export interface OpenContext extends Omit<Context, 'sharedPost'> {
  /** Undoes everything. Gives what could not be undone, in words. */
  close(): Promise<string[]>
}

export function openContext(client: MastodonClient, me: CredentialAccount): OpenContext {
  const word = `typefed${Math.random().toString(36).slice(2, 10)}`
  const undos = new Map<string, () => Promise<unknown>>()
  const context: OpenContext = {
    me,
    word,
    undoAfter: (what, undo) => void undos.set(what, undo),
    async make(method, args, undo) {
      // Were the answer checked here, what it is about would stay behind.
      const made = await method({ ...args, validate: 'off' })
      const { id } = made
      context.undoAfter(`${method.path} ${id}`, () => undo(id))
      return method.parse(made)
    },
    async post(body) {
      const { statuses } = client.api.v1
      const status = `A check of a client, soon gone: ${word}`
      const made = await context.make(
        statuses.post,
        { body: { status, visibility: 'direct', ...body } },
        (id) => statuses(id).delete({ params: { delete_media: true }, validate: 'off' }),
      )
      return asStatus(made)
    },
    async close() {
      const left: string[] = []
      for (const [what, undo] of [...undos].toReversed()) {
        await untilFree(undo).catch((error: unknown) => {
          if (!isAway(error)) left.push(`${what} (${firstLine(error)})`)
        })
      }
      undos.clear()
      return left
    },
  }
  return context
}

export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n', 1)[0] ?? ''
}

/** Posts and scheduled posts are made by the same call. */
function asStatus(made: object): Status {
  if ('scheduled_at' in made) throw new Error('the post was scheduled')
  return made as Status
}

/** How long and how often what is still in use is tried again. */
const PATIENCE = { ms: 5000, every: 250 }

/** Undoes something, as soon as the server lets go of it: servers take deleted posts away in the background. */
async function untilFree(undo: () => Promise<unknown>): Promise<void> {
  const end = performance.now() + PATIENCE.ms
  for (;;) {
    try {
      await undo()
      return
    } catch (error) {
      const isInUse = isResponseError(error) && error.status === 422 && /\bused\b/i.test(error.message)
      if (!isInUse || performance.now() > end) throw error
      await wait(PATIENCE.every)
    }
  }
}

/** A thing that is gone, or can never be taken away, does not stay behind through a fault of the suite. */
function isAway(error: unknown): boolean {
  if (isResponseError(error) && (error.status === 405 || error.status === 501)) return true
  return isNotFoundError(error) || isGoneError(error) || isUnsupportedVersionError(error)
}
