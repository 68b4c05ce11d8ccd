import { isResponseError, isValidationError, type ResponseError } from '@typefed/core'
import { pathOf } from '@typefed/core/internal'
import { compareVersions } from './compare.ts'
import { parseVersion, softwareName } from './parse.ts'
import { isMastodon, type ServerInfo, versionOfLevel } from './server.ts'

/**
 * Gets JSON from a path of the server. Rejects with a ResponseError for a status that is not a success, and with a
 * ValidationError or a SyntaxError for a body that is not JSON.
 */
export type FetchJson = (path: string) => Promise<unknown>

/** What is known of a server, asked for when it is first needed. */
export interface ServerProbe {
  /** What is known so far. */
  readonly known: ServerInfo | undefined
  /** Asks the server, once for all callers. A failure is not remembered: the next call asks again. */
  find(): Promise<ServerInfo>
}

/** @param version a version string that the server is taken to have, so that it is not asked */
export function serverProbe(fetchJson: FetchJson, version?: string): ServerProbe {
  let known: ServerInfo | undefined =
    version === undefined ? undefined : { ...parseVersion(version), source: 'option' }
  let asking: Promise<ServerInfo> | undefined
  return {
    get known() {
      return known
    },
    async find() {
      if (known) return known
      asking ??= detectServer(fetchJson).finally(() => (asking = undefined))
      return (known = await asking)
    },
  }
}

/** The server is busy, or tells only those with a token: another call may learn more. */
const TELLS_NOTHING = new Set([401, 403, 429])

/**
 * Asks a server what it is: `/api/v2/instance`, then `/api/v1/instance` if there is none, then NodeInfo if they do not
 * tell which software it is.
 *
 * Throws what `fetchJson` rejects with if the server does not answer, or answers only that it will not tell. A server that
 * answers without telling anything is described as unknown.
 */
export async function detectServer(fetchJson: FetchJson): Promise<ServerInfo> {
  let refusal: ResponseError | undefined

  /** What stands at a path, `undefined` if the server has nothing of use there. */
  async function ask(path: string): Promise<Fields | undefined> {
    try {
      return fieldsOf(await fetchJson(path))
    } catch (error) {
      if (isResponseError(error)) {
        if (TELLS_NOTHING.has(error.status) || error.status >= 500) refusal = error
      } else if (!isValidationError(error) && !(error instanceof SyntaxError)) throw error
      return undefined
    }
  }

  const told = readInstance(await ask('/api/v2/instance')) ?? readInstance(await ask('/api/v1/instance'))
  if (told?.software) return told
  const path = pathOfNodeInfo(await ask('/.well-known/nodeinfo'))
  const found = merge(told, path === undefined ? undefined : await ask(path))
  if (refusal && found.source === 'none') throw refusal
  return found
}

type Fields = Record<string, unknown>

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined
}

function readInstance(instance: Fields | undefined): ServerInfo | undefined {
  if (typeof instance?.['version'] !== 'string') return undefined
  const parsed = parseVersion(instance['version'])
  const apiVersion = fieldsOf(instance['api_versions'])?.['mastodon']
  if (typeof apiVersion !== 'number' || !(apiVersion >= 1)) return { ...parsed, source: 'version' }
  const version = later(parsed.version, versionOfLevel(apiVersion))
  return { ...parsed, version, apiVersion, source: 'api_versions' }
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && compareVersions(a, b) < 0) ? b : a
}

/** Where the server's NodeInfo stands. It is asked of the host that gave the link, whatever host the link names. */
function pathOfNodeInfo(wellKnown: Fields | undefined): string | undefined {
  const links = wellKnown?.['links']
  if (!Array.isArray(links)) return undefined
  const link = links.map(fieldsOf).find((link) => String(link?.['rel']).includes('nodeinfo'))
  const url = URL.parse(String(link?.['href']))
  return url ? pathOf(url) : undefined
}

/** Adds what NodeInfo tells to what the server said before. */
function merge(told: ServerInfo | undefined, nodeInfo: Fields | undefined): ServerInfo {
  const { name, version } = fieldsOf(nodeInfo?.['software']) ?? {}
  const software = typeof name === 'string' ? softwareName(name) : undefined
  const softwareVersion = typeof version === 'string' ? version : told?.softwareVersion
  const named = { software, softwareVersion, version: told?.version }
  if (told?.version !== undefined) return { ...told, ...named }
  const source = software ? 'nodeinfo' : (told?.source ?? 'none')
  if (!isMastodon(named)) return { ...named, source }
  const parsed = parseVersion(softwareVersion ?? '')
  // glitch-soc calls itself mastodon here, and shows in the version only.
  return { ...parsed, software: (software === 'mastodon' && parsed.software) || software, source }
}
