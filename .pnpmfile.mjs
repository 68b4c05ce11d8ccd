/** Takes the conditions out of a map of exports that lead to sources of this repository. */
function withoutSources(exports) {
  if (typeof exports !== 'object' || exports === null) return exports
  const entries = Object.entries(exports).filter(([name]) => name !== 'typefed-source')
  // What is left of `{ typefed-source, default }` needs no conditions.
  if (entries.length === 1 && entries[0][0] === 'default') return entries[0][1]
  return Object.fromEntries(entries.map(([name, value]) => [name, withoutSources(value)]))
}

export const hooks = {
  beforePacking(manifest) {
    const { devDependencies, scripts, exports, ...published } = manifest
    return { ...published, exports: withoutSources(exports) }
  },
}
