/** What a change asks of those who use the client: to change their code, or nothing. */
export type Level = 'breaking' | 'additive'

/** One difference between two surfaces. */
export interface Change {
  readonly level: Level
  /** What it is about, as the surface names it: `app.bsky.feed.post .text`. */
  readonly at: string
  /** What happened to it. */
  readonly message: string
}

/** Which way values go: to a server, from a server, or (a definition that both use) either. */
export interface Use {
  readonly sent: boolean
  readonly received: boolean
}

/** The part of a semantic version that has to rise. */
export type Bump = 'major' | 'minor' | 'none'

/** The bump that changes ask for. */
export function bumpFor(changes: readonly Change[]): Bump {
  if (changes.some(({ level }) => level === 'breaking')) return 'major'
  return changes.length > 0 ? 'minor' : 'none'
}
