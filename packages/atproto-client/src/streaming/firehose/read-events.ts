import type { SubscribeReposMessage } from '../../generated/lexicons/com.atproto.sync.subscribeRepos.ts'
import type { AccountChanged, IdentityChanged, RepositorySynced } from './events.ts'
import { type AnyOperation, type OperationOptions, readOperations } from './operations.ts'

/** An event of whatever collection. */
export type AnyEvent = AnyOperation | IdentityChanged | AccountChanged | RepositorySynced

/** The events that a message of the firehose tells of; none for a kind that this client does not know. */
export function* readEvents(
  message: SubscribeReposMessage,
  options: OperationOptions,
): Generator<AnyEvent, void> {
  switch (message.$type) {
    case 'com.atproto.sync.subscribeRepos#commit': {
      const { repo: did, seq, time, rev, tooBig } = message
      if (tooBig) yield { kind: 'sync', did, seq, time, rev, tooBig }
      else yield* readOperations(message, options)
      break
    }
    case 'com.atproto.sync.subscribeRepos#sync': {
      const { did, seq, time, rev } = message
      yield { kind: 'sync', did, seq, time, rev, tooBig: false }
      break
    }
    case 'com.atproto.sync.subscribeRepos#identity': {
      const { did, seq, time, handle } = message
      yield { kind: 'identity', did, seq, time, handle }
      break
    }
    case 'com.atproto.sync.subscribeRepos#account': {
      const { did, seq, time, active, status } = message
      yield { kind: 'account', did, seq, time, active, status }
      break
    }
  }
}
