/** Negative if `a` is the older one. Looks at three numbers: `4.3` is `4.3.0`, and so is `4.3.0-beta.1`. */
export function compareVersions(a: string, b: string): number {
  const left = numbersOf(a)
  const right = numbersOf(b)
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2]
}

/** The three numbers that a version begins with; what is missing is 0. */
export function numbersOf(version: string): [number, number, number] {
  const [, major = 0, minor = 0, patch = 0] =
    /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?/i.exec(version) ?? []
  return [Number(major), Number(minor), Number(patch)]
}
