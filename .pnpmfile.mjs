const FOLDERS = { '@typefed/codegen': 'codegen' }

export const hooks = {
  /** What a package is published with; its own package.json stays as it is. */
  beforePacking(manifest) {
    const { devDependencies: _, scripts: __, exports, ...published } = manifest
    return { ...published, ...repositoryOf(manifest), exports: withoutSources(exports) }
  },
}

/** Provenance asks for the repository that a package is published from, which is the one whose workflow runs. */
function repositoryOf({ name }) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: path } = process.env
  if (!server || !path) return {}
  const directory = FOLDERS[name] ?? name.replace('@typefed', 'packages')
  return { repository: { type: 'git', url: `git+${server}/${path}.git`, directory } }
}

/** Takes out the condition that leads to sources, of use to those only who work on them. */
function withoutSources(exports) {
  if (typeof exports !== 'object' || exports === null) return exports
  const left = Object.entries(exports).filter(([name]) => name !== 'typefed-source')
  if (left.length === 1 && left[0][0] === 'default') return left[0][1]
  return Object.fromEntries(left.map(([name, value]) => [name, withoutSources(value)]))
}
