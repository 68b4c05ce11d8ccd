import { isResponseError, isValidationError } from '@typefed/core'
import { type Endpoint, validationError } from '@typefed/core/internal'
import { anything } from '@typefed/core/rest'
import type { RestClient } from '../../rest-client.ts'
import { compareVersions } from '../../version/compare.ts'
import { parseVersion } from '../../version/parse.ts'
import type { Floor } from '../../version/since.ts'
import type { StreamingOptions } from '../options.ts'

/** Where a server streams. */
export interface StreamingAddress {
  /** `wss://streaming.mastodon.example`, without a slash at the end. */
  readonly base: string
  /** Whether one WebSocket carries several streams. */
  readonly multiplexes: boolean
}

/** Mastodon and what is made from it. Other software takes a subscription for some streams only, or not at all. */
const MULTIPLEXING = new Set(['mastodon', 'glitch-soc', 'chuckya', 'hometown', 'fedibird', 'kmyblue', 'ecko'])
/** The first release whose WebSockets carry more than one stream. */
const MULTIPLEXES_SINCE = '3.3.0'
const PATH = '/api/v1/streaming'

/**
 * Finds where a server streams: the option, else what `/api/v2/instance` or `/api/v1/instance` says, else the server
 * itself. Another host is believed only from the instance's own mouth, and never without encryption where the server has
 * some: the token goes there.
 *
 * Throws ValidationError for an option that is no such address, and as a call does if the server cannot be asked.
 */
export async function findAddress(
  client: RestClient<Floor>,
  { url, multiplex }: StreamingOptions,
): Promise<StreamingAddress> {
  const given = url === undefined ? undefined : socketBase(url)
  if (url !== undefined && given === undefined) {
    throw validationError(
      'options',
      ['streaming', 'url'],
      'an address such as wss://mastodon.example',
      'another text',
    )
  }
  if (given !== undefined && multiplex !== undefined) return { base: given, multiplexes: multiplex }
  const told = await askInstance(client)
  const named = given ?? (told.url === undefined ? undefined : socketBase(told.url, client.origin))
  return {
    base: named ?? (socketBase(client.origin) as string),
    multiplexes: multiplex ?? told.multiplexes,
  }
}

/** The address of the socket at a base, or of what is asked there by HTTP. */
export function socketUrl(base: string, query: Readonly<Record<string, string>>): URL {
  const url = new URL(base + PATH)
  url.search = new URLSearchParams(query).toString()
  return url
}

export function httpUrl(base: string, path: string, query: Readonly<Record<string, unknown>> = {}): URL {
  const url = new URL(base.replace(/^ws/, 'http') + path)
  url.search = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, String(value)]),
  ).toString()
  return url
}

/** `undefined` for what is no address of a WebSocket, or is one without encryption in the name of a server with it. */
function socketBase(text: string, origin = ''): string | undefined {
  const url = URL.parse(text)
  const protocol = url && /^(?:http|ws)(s?):$/.exec(url.protocol)
  if (!protocol || (protocol[1] === '' && origin.startsWith('https:'))) return undefined
  const path = trimSlashes(url.pathname)
  return `ws${protocol[1]}://${url.host}${path.endsWith(PATH) ? path.slice(0, -PATH.length) : path}`
}

/** Takes the slashes off the end, however many there are. */
function trimSlashes(path: string): string {
  let end = path.length
  while (path.charAt(end - 1) === '/') end--
  return path.slice(0, end)
}

interface Told {
  readonly url?: string | undefined
  readonly multiplexes: boolean
}

async function askInstance(client: RestClient<Floor>): Promise<Told> {
  const v2 = await ask(client, '/api/v2/instance')
  const urls = fieldsOf(fieldsOf(v2?.['configuration'])?.['urls'])
  if (v2 && urls) return { url: textOf(urls['streaming']), multiplexes: doesMultiplex(v2) }
  const v1 = await ask(client, '/api/v1/instance')
  return { url: textOf(fieldsOf(v1?.['urls'])?.['streaming_api']), multiplexes: doesMultiplex(v1 ?? v2) }
}

async function ask(client: RestClient<Floor>, path: string): Promise<Fields | undefined> {
  const endpoint: Endpoint = {
    name: 'findStreaming',
    method: 'GET',
    path,
    token: 'optional',
    output: anything(),
  }
  try {
    const { data, url } = await client.send(endpoint)
    // Another host's words are not the server's: the token goes where they say.
    return isOwn(url, client.origin) ? fieldsOf(data) : undefined
  } catch (error) {
    // A server that does not tell may still stream where it is.
    if ((isResponseError(error) && error.status < 500) || isValidationError(error)) return undefined
    throw error
  }
}

/** Whether a response came from the server itself; a double of `fetch` may give no address. */
function isOwn(url: string, origin: string): boolean {
  const [from, own] = [URL.parse(url), new URL(origin)]
  return (
    !from ||
    from.origin === origin ||
    (own.protocol === 'http:' && from.protocol === 'https:' && from.hostname === own.hostname)
  )
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Whether a server's software is Mastodon, or made from it, and new enough. One that does not say may be. */
function doesMultiplex(instance: Fields | undefined): boolean {
  const text = textOf(instance?.['version'])
  if (text === undefined) return true
  const { software, version } = parseVersion(text)
  if (software !== undefined && !MULTIPLEXING.has(software)) return false
  return version === undefined || compareVersions(version, MULTIPLEXES_SINCE) >= 0
}
