import { run } from '../run.ts'

/** A change that is to be looked at by a person. */
export interface Proposal {
  readonly branch: string
  /** Also the subject of the commit. */
  readonly title: string
  /** Markdown. */
  readonly body: string
}

/**
 * Commits everything that has changed in a checkout to a branch, pushes it, and opens a pull request for it with `gh`; one that
 * is open already is brought up to date.
 */
export function openPullRequest(root: string, { branch, title, body }: Proposal): void {
  const git = (...args: string[]): string => run(root, 'git', args)
  const gh = (...args: string[]): string => run(root, 'gh', args)
  git('checkout', '--quiet', '-B', branch)
  git('add', '--all')
  git('commit', '--quiet', '--message', title)
  git('push', '--quiet', '--force', 'origin', branch)
  const open = JSON.parse(gh('pr', 'list', '--head', branch, '--state', 'open', '--json', 'number')) as {
    number: number
  }[]
  const [one] = open
  if (one) gh('pr', 'edit', `${one.number}`, '--title', title, '--body', body)
  else gh('pr', 'create', '--head', branch, '--title', title, '--body', body)
}
