import { execFileSync } from 'node:child_process'
import { basename, dirname } from 'node:path'

/** Whether a file lies in a git repository that does not know it. Where there is no git, nothing is unknown to it. */
export function isUntracked(file: string): boolean {
  const cwd = dirname(file)
  const git = (...args: string[]): boolean => {
    try {
      execFileSync('git', args, { cwd, stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  return (
    git('rev-parse', '--is-inside-work-tree') && !git('ls-files', '--error-unmatch', '--', basename(file))
  )
}
