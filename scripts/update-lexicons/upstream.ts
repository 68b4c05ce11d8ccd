import { readFileSync, writeFileSync } from 'node:fs'

/** A package that lexicons come from, as `lexicons/upstream.json` pins it. */
export interface Release {
  readonly package: string
  readonly version: string
  /** The day, such as `2026-09-21`. */
  readonly released: string
}

/** A pinned release, and the one that comes in its place. */
export interface Update {
  readonly from: Release
  readonly to: Release
}

/** Tells the newest release of a package. */
export type Registry = (name: string) => Release

export function readPinned(file: string): Release[] {
  const { sources } = JSON.parse(readFileSync(file, 'utf8')) as { sources: Partial<Release>[] }
  return sources.filter((source): source is Release => source.package !== undefined)
}

/** What has been released since. A release that is no newer than what is pinned, such as one taken back, is left. */
export function findUpdates(pinned: readonly Release[], newest: Registry): Update[] {
  const all = pinned.map((from) => ({ from, to: newest(from.package) }))
  return all.filter(({ from, to }) => to.version !== from.version && to.released >= from.released)
}

/** Pins other releases, and leaves the rest of the file as it is written. */
export function pin(file: string, updates: readonly Update[]): void {
  let text = readFileSync(file, 'utf8')
  for (const { from, to } of updates) {
    const start = text.indexOf(`"package": ${JSON.stringify(from.package)}`)
    const end = text.indexOf('}', start)
    const source = text
      .slice(start, end)
      .replace(JSON.stringify(from.version), JSON.stringify(to.version))
      .replace(JSON.stringify(from.released), JSON.stringify(to.released))
    text = text.slice(0, start) + source + text.slice(end)
  }
  writeFileSync(file, text)
}
