import type { ServerDescription } from '@typefed/core'
import { compareVersions } from './compare.ts'

/** What a server says of itself, and where it says so. */
export interface ServerInfo extends ServerDescription {
  /**
   * What told most: `api_versions` of `/api/v2/instance`, the `version` string there or in `/api/v1/instance`, NodeInfo,
   * the client's own option, or `none` where nothing did.
   */
  readonly source: 'api_versions' | 'version' | 'nodeinfo' | 'option' | 'none'
}

/** `unknown` where a server may have it or not, and only asking will tell. */
export type Answer = 'yes' | 'no' | 'unknown'

/** Software whose version numbers are Mastodon's: what it does not name, it does not have. */
const OWN_KIND = new Set(['mastodon', 'glitch-soc', 'hometown', 'chuckya', 'fedibird', 'kmyblue', 'ecko'])

/** The first version of each level of the API. A level of a pre-release belongs to the version it leads to. */
const LEVELS = [
  [8, '4.6.0'],
  [7, '4.5.0'],
  [3, '4.4.0'],
  [1, '4.3.0'],
] as const

/** Whether the software is Mastodon or a fork that counts as Mastodon does. */
export function isMastodon(server: ServerDescription): boolean {
  return server.software !== undefined && OWN_KIND.has(server.software)
}

/** The version of Mastodon that a level of `api_versions` stands for. */
export function versionOfLevel(apiVersion: number): string | undefined {
  return LEVELS.find(([level]) => apiVersion >= level)?.[1]
}

/**
 * Whether a server has what came with a version of Mastodon.
 *
 * `no` is only said of Mastodon and forks that count as it does. Other software names a Mastodon that it resembles: it
 * has as much, and may have any part of what came later.
 *
 * @param version the first release that has it: `4.3.0`
 * @param apiVersion the level of `api_versions` that brought it. It goes before the version, since nightly builds have it
 */
export function isAtLeast(server: ServerDescription, version: string, apiVersion?: number): Answer {
  const byLevel =
    apiVersion === undefined || server.apiVersion === undefined ? undefined : server.apiVersion >= apiVersion
  const byVersion = server.version === undefined ? undefined : compareVersions(server.version, version) >= 0
  if (byLevel ?? byVersion) return 'yes'
  // Both must say no: a pre-release counts as its release, but may have been built before this came.
  return byVersion === false && isMastodon(server) ? 'no' : 'unknown'
}
