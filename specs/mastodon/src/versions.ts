/** `x-since: unknown`: no version is stated anywhere; `x-until: unknown`: gone, nobody says since when. */
export const UNKNOWN = 'unknown'

const PATTERN = /^(\d+)\.(\d+)\.(\d+)(?:-(alpha|beta|rc)\.(\d+))?$/
const STAGES = ['alpha', 'beta', 'rc']

export function isVersion(value: unknown): value is string {
  return typeof value === 'string' && (value === UNKNOWN || PATTERN.test(value))
}

function parts(version: string): number[] {
  const found = PATTERN.exec(version)
  if (!found) return []
  const stage = found[4] === undefined ? STAGES.length : STAGES.indexOf(found[4])
  return [Number(found[1]), Number(found[2]), Number(found[3]), stage, Number(found[5] ?? 0)]
}

/** Negative when `a` is the older one. `unknown` is older than everything, as nothing can be gated on it. */
export function compareVersions(a: string, b: string): number {
  const left = parts(a)
  const right = parts(b)
  for (let i = 0; i < 5; i += 1) {
    const difference = (left[i] ?? -1) - (right[i] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

/** A part cannot be older than what encloses it. */
export function laterVersion(own: string | undefined, enclosing: string): string {
  if (own === undefined) return enclosing
  return compareVersions(own, enclosing) < 0 && own !== UNKNOWN ? enclosing : own
}
