/** `4.3.0-beta.1` as what it is compared by; build metadata does not count. */
interface Version {
  numbers: readonly number[]
  prerelease: string
}

function parse(text: string): Version {
  const [, major = '0', minor = '0', patch = '0', prerelease = ''] =
    /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([\w.-]+))?/.exec(text) ?? []
  return { numbers: [Number(major), Number(minor), Number(patch)], prerelease }
}

/** Negative if `a` is older than `b`; a prerelease counts as its release, except beside another prerelease of it. */
export function compareVersions(a: string, b: string): number {
  const left = parse(a)
  const right = parse(b)
  for (const [index, number] of left.numbers.entries()) {
    const difference = number - (right.numbers[index] ?? 0)
    if (difference !== 0) return difference
  }
  if (left.prerelease === '' || right.prerelease === '') return 0
  return left.prerelease.localeCompare(right.prerelease, 'en', { numeric: true })
}

/** The version stamps of a part of the document. */
export interface Stamps {
  since: string | undefined
  until: string | undefined
}

/** Reads `x-since` and `x-until`. */
export function stamps(node: Readonly<Record<string, unknown>>): Stamps {
  const { 'x-since': since, 'x-until': until } = node
  return {
    since: typeof since === 'string' ? since : undefined,
    until: typeof until === 'string' ? until : undefined,
  }
}

/**
 * Whether a server of `version` has a part. What came at an unknown time is always there; what went at an unknown
 * time is there only in the minor version that brought it.
 */
export function existsIn(version: string, { since, until }: Stamps): boolean {
  if (since !== undefined && since !== 'unknown' && compareVersions(version, since) < 0) return false
  if (until === undefined) return true
  if (until !== 'unknown') return compareVersions(version, until) < 0
  return since !== undefined && minor(version) === minor(since)
}

function minor(version: string): string {
  return parse(version).numbers.slice(0, 2).join('.')
}
