// Hands what a script has written to GitHub: `node scripts/github/open.ts pull-request|issue <file>`. No file, nothing to do.
import { existsSync, readFileSync } from 'node:fs'
import { openIssue, type Task } from './issue.ts'
import { openPullRequest, type Proposal } from './pull-request.ts'

const [, , kind, file] = process.argv
const root = process.cwd()

if (file === undefined || (kind !== 'pull-request' && kind !== 'issue')) {
  console.error('usage: node scripts/github/open.ts pull-request|issue <file>')
  process.exitCode = 2
} else if (existsSync(file)) {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (kind === 'issue') openIssue(root, content as Task)
  else openPullRequest(root, content as Proposal)
} else {
  console.log('There is nothing to open.')
}
