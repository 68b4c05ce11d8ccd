import { run } from '../run.ts'

/** Something that a person has to do. */
export interface Task {
  readonly title: string
  /** Markdown. */
  readonly body: string
}

/** Opens an issue with `gh`; one of the same title that is open already is brought up to date. */
export function openIssue(root: string, { title, body }: Task): void {
  const gh = (...args: string[]): string => run(root, 'gh', args)
  const search = [
    'issue',
    'list',
    '--state',
    'open',
    '--search',
    `${title} in:title`,
    '--json',
    'number,title',
  ]
  const open = JSON.parse(gh(...search)) as { number: number; title: string }[]
  const same = open.find((issue) => issue.title === title)
  if (same) gh('issue', 'edit', `${same.number}`, '--body', body)
  else gh('issue', 'create', '--title', title, '--body', body)
}
