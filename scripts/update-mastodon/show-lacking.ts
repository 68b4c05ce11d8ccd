import { compareVersions, UNKNOWN } from '../../specs/mastodon/src/versions.ts'
import type { Task } from '../github/issue.ts'
import type { Documented } from './read-documentation.ts'

/** What has to be written, by the version that brought it, newest first; undefined if there is nothing. */
export function taskFor(lacking: readonly Documented[]): Task | undefined {
  if (lacking.length === 0) return undefined
  const byVersion = Map.groupBy(lacking, ({ since }) => since ?? UNKNOWN)
  const versions = [...byVersion.keys()].toSorted((one, other) => compareVersions(other, one))
  const parts = versions.map((version) => {
    const lines = (byVersion.get(version) ?? []).map((one) => `- [ ] ${lineOf(one)}`)
    return [`### ${version === UNKNOWN ? 'No version stated' : version}`, '', ...new Set(lines), ''].join(
      '\n',
    )
  })
  return {
    title: 'The Mastodon document lacks what is documented',
    body: [
      'Found in the documentation, and not in `specs/mastodon`. How to add it: `docs/contributing/mastodon-endpoint.md`.',
      '',
      ...parts,
    ].join('\n'),
  }
}

function lineOf(one: Documented): string {
  switch (one.kind) {
    case 'operation':
      return `\`${one.operation}\``
    case 'parameter':
      return `\`${one.operation}\`, ${one.place} parameter \`${one.name}\``
    case 'field':
      return `\`${one.entity}\`, field \`${one.path.join('.')}\``
  }
}
