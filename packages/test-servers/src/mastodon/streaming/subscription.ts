import { notFound, Refusal } from '../answer.ts'
import { authorize, type TokenRecord } from '../auth.ts'
import type { ApiDocument, StreamShape } from '../document.ts'
import { existsIn } from '../version.ts'
import type { AccountRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'

/** What a client asks to hear. */
export interface Wanted {
  readonly stream: string
  readonly tag?: string | undefined
  readonly list?: string | undefined
}

/** A stream that somebody listens to. */
export interface Subscription {
  /** `public:local` */
  readonly stream: string
  /** The tag as it was asked for, or the id of the list. */
  readonly argument: string | undefined
  readonly viewer: AccountRecord
}

/** Where the world is listened to. */
export interface Place {
  readonly world: World
  readonly document: ApiDocument
  readonly version: string
}

/** Lets somebody listen, or not. @throws Refusal 400, 401, 403 or 404 */
export function subscribe(place: Place, wanted: Wanted, token: TokenRecord | undefined): Subscription {
  const { world, document } = place
  const shape = shapeOf(place, wanted.stream)
  const viewer = world.accounts.get(token?.accountId ?? '')
  authorize(document, shape, token)
  if (!viewer) throw new Refusal(401, 'Missing access token')
  return { stream: wanted.stream, argument: argumentOf(world, shape, wanted, viewer), viewer }
}

function shapeOf({ document, version }: Place, stream: string): StreamShape {
  const shape = document.streams.get(stream)
  if (!shape || !existsIn(version, shape)) throw new Refusal(400, 'Unknown stream type')
  return shape
}

function argumentOf(
  world: World,
  { parameter }: StreamShape,
  wanted: Wanted,
  viewer: AccountRecord,
): string | undefined {
  if (parameter === undefined) return undefined
  const argument = parameter === 'list' ? wanted.list : wanted.tag
  if (!argument) throw new Refusal(400, `Missing ${parameter} name parameter`)
  if (parameter === 'list' && world.lists.get(argument)?.accountId !== viewer.id) {
    throw new Refusal(401, 'Not authorized to stream this list')
  }
  return argument
}

/** The stream that a path of the API carries. @throws Refusal 404 */
export function streamAt({ streams }: ApiDocument, path: string, onlyMedia: boolean): string {
  const fitting = [...streams].filter(([, shape]) => shape.path === path)
  const found = fitting.find(([, { query }]) => (query.only_media === true) === onlyMedia) ?? fitting[0]
  if (!found) throw notFound()
  return found[0]
}

/** Two subscriptions with the same key are one. */
export function keyOf({ stream, argument = '' }: Pick<Subscription, 'stream' | 'argument'>): string {
  return `${stream} ${stream.startsWith('hashtag') ? argument.toLowerCase() : argument}`
}
