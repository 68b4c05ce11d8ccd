import type {
  SubscribeReposCommit,
  SubscribeReposRepoOp,
  SubscribeReposSync,
} from '../../../generated/lexicons/com.atproto.sync.subscribeRepos.ts'
import { checkOperations } from './check-operations.ts'
import type { KeyCache } from './key-cache.ts'
import type { RepositoryState } from './repository-states.ts'
import { require } from './require.ts'
import { isSigned, readBlocks, readSigned, type SignedCommit } from './signed-commit.ts'
import { VerificationError } from './verification-error.ts'

/** What is to be done with a message about a repository. */
export interface Verdict {
  readonly error?: VerificationError
  /** The operations that are handed on. */
  readonly ops?: SubscribeReposRepoOp[]
  /** The repository has to be read anew: a `sync` event says so. */
  readonly isNewStart?: boolean
  /** What is known of the repository from now on; absent where that stays as it was. */
  readonly next?: RepositoryState
}

/** Checks a commit by itself, and against the last one of its repository. */
export async function judgeCommit(
  commit: SubscribeReposCommit,
  state: RepositoryState,
  keys: KeyCache,
): Promise<Verdict> {
  const { repo: did, seq, rev, prevData } = commit
  const about = { did, seq }
  // A new start follows: of the state before, only the revision is of use, against old commits.
  if (commit.tooBig) return replay(about, rev, state) ?? { isNewStart: true, next: { rev: state.rev } }
  try {
    const { blocks } = await readBlocks(commit.blocks)
    const signed = readSigned(blocks, commit.commit.$link, did)
    require(signed.rev === rev, 'it is of another revision')
    const isSame = state.isEarlier && rev === state.rev && signed.data.$link === state.data
    const replayed = isSame ? undefined : replay(about, rev, state)
    if (replayed) return replayed
    const unsigned = await judgeSignature(about, signed, state, keys)
    if (unsigned) return unsigned
    const known = isSame ? undefined : state.data
    const { proven: ops, doubt } = await checkOperations(commit, signed.data, blocks, known)
    const next = { rev, data: signed.data.$link }
    if (doubt) return { ops, next, isNewStart: true, error: new VerificationError(about, 'unproven', doubt) }
    if (known === undefined || !prevData || prevData.$link === known)
      return { ops, next, isNewStart: state.hasLeftOut === true }
    const error = new VerificationError(about, 'gap', 'it does not follow the last commit that is known')
    return { ops, next, isNewStart: true, error }
  } catch (cause) {
    return { error: new VerificationError(about, 'invalid', reasonOf(cause), { cause }) }
  }
}

/** Checks the state of a repository that a server announces. */
export async function judgeSync(
  { did, seq, rev, blocks: car }: Pick<SubscribeReposSync, 'did' | 'seq' | 'rev' | 'blocks'>,
  state: RepositoryState,
  keys: KeyCache,
): Promise<Verdict> {
  const about = { did, seq }
  try {
    const { blocks, root } = await readBlocks(car)
    const signed = readSigned(blocks, root, did)
    require(signed.rev === rev, 'it is of another revision')
    const replayed = rev === state.rev ? undefined : replay(about, rev, state)
    if (replayed) return replayed
    const unsigned = await judgeSignature(about, signed, state, keys)
    return unsigned ?? { isNewStart: true, next: { rev, data: signed.data.$link } }
  } catch (cause) {
    return { error: new VerificationError(about, 'invalid', reasonOf(cause), { cause }) }
  }
}

interface About {
  readonly did: string
  readonly seq: number
}

/** What is done with a revision that is not newer than the last one. */
function replay(about: About, rev: string, state: RepositoryState): Verdict | undefined {
  if (state.rev === undefined || rev > state.rev) return undefined
  // The stream has not come to where the repository was read.
  if (state.isFetched) return {}
  return { error: new VerificationError(about, 'replayed', 'its revision is not newer than the last one') }
}

/** What is done with a commit whose signature cannot be checked. Throws for one that is wrong. */
async function judgeSignature(
  about: About,
  signed: SignedCommit,
  state: RepositoryState,
  keys: KeyCache,
): Promise<Verdict | undefined> {
  let isRight: boolean
  try {
    isRight = await isSigned(signed, keys)
  } catch (cause) {
    const reason = `the key of the account cannot be had: ${reasonOf(cause)}`
    const error = new VerificationError(about, 'unproven', reason, { cause })
    return { error, isNewStart: !state.hasLeftOut, next: { rev: state.rev, hasLeftOut: true } }
  }
  require(isRight, 'the signature is not of the account’s key')
  return undefined
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
