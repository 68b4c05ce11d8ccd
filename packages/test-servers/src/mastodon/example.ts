import { armsOf } from './at-version.ts'
import { child, isObject, type Json, objects, type Operation, strings } from './document.ts'
import { fake } from './fake.ts'
import { populate } from './populate.ts'
import { Subjects } from './subjects.ts'
import type { ExampleCall } from './types.ts'
import { existsIn, stamps } from './version.ts'
import type { AccountRecord } from './world/records.ts'
import type { World } from './world/world.ts'

/** A call of `operation` with all that it may be given, about things that `user` may do it to. */
export function exampleCall(
  world: World,
  user: AccountRecord,
  operation: Operation,
  version: string,
): ExampleCall {
  const things = new Subjects(world, user, operation.id)
  if (operation.path === '/api/v1/push/subscription') things.pushSubscription()
  const pathParams: Record<string, string> = {}
  const query: Json = {}
  const headers: Record<string, string> = {}
  for (const parameter of operation.parameters) {
    if (!existsIn(version, parameter)) continue
    const { name, schema } = parameter
    const over =
      PARAMETERS[`${operation.id} ${name}`] ?? (parameter.in === 'query' ? PARAMETERS[name] : undefined)
    const value = over ? over(things) : sample(world, schema, `${operation.id}/${name}`)
    if (parameter.in === 'path')
      pathParams[name] = subject(things, operation, name, pathParams) ?? String(value)
    else if (parameter.in === 'header') headers[name] = `${operation.id} ${world.nextId()}`
    else if (value !== undefined) query[name] = value
  }
  const link = typeof query.url === 'string' ? query.url : ''
  populate(operation.id, { world, things, user, path: pathParams, link })
  const body = operation.body && exampleBody(world, things, operation, operation.body.schema, version)
  const parts = { path: operation.path, pathParams, query, headers, body }
  return {
    operationId: operation.id,
    method: operation.method,
    target: `${fill(operation.path, pathParams)}${search(query)}`,
    ...encoded(operation, headers, body),
    parts,
  }
}

function sample(world: World, schema: Json, seed: string): unknown {
  return fake(schema, { schemas: world.document.schemas, style: 'rich', seed, origin: world.url })
}

/** The id of a thing that stands behind a part of the path; undefined where any text does. */
function subject(things: Subjects, operation: Operation, name: string, known: Json): string | undefined {
  const { path } = operation
  const before = path.split(`/{${name}}`)[0] ?? ''
  if (name === 'quoting_status_id') return things.quoting(String(known.id)).id
  if (name === 'group_key') return things.notification().groupKey
  if (path.startsWith('/api/v1/admin/accounts/'))
    return (/unsi|unsens/.test(path) ? things.silenced() : things.friend()).id
  if (/\/un(?:bookmark|favourite)$/.test(path)) return things.filteredStatus().id
  if (path.endsWith('/history')) return things.plainStatus().id
  if (path === '/api/v1/accounts/{id}/statuses')
    return things.either('accounts', things.me(), things.friend().id)
  if (operation.id === 'getMedia') return things.upload()
  if (path.endsWith('/pin') && before.endsWith('/statuses')) return things.pinnable().id
  if (path.endsWith('/follow') && before.endsWith('/accounts')) return things.person('newcomer').id
  if (before.endsWith('/follow_requests')) return things.requester().id
  if (before.endsWith('/v1/filters')) return things.filter().keyword
  if (before.endsWith('/v2/filters')) return things.filter().id
  if (before.endsWith('/filters/keywords')) return things.filter().keyword
  if (before.endsWith('/filters/statuses')) return things.filter().status
  if (before.endsWith('/scheduled_statuses')) return things.scheduled()
  if (before.endsWith('/v1/statuses')) return things.status().id
  if (path.endsWith('/collections') && before.endsWith('/v1/accounts')) return things.me()
  if (before.endsWith('/v1/accounts') || before.endsWith('/suggestions')) return things.friend().id
  if (before.endsWith('/polls')) return things.poll()
  if (before.endsWith('/media')) return things.media()
  if (before.endsWith('/v1/lists') || before.endsWith('/timelines/list')) return things.list()
  if (before.endsWith('/conversations')) return things.conversation()
  if (before.endsWith('/v1/notifications')) return things.notification().id
  if (before.endsWith('/featured_tags')) return things.featuredTag()
  if (before.endsWith('/collections')) return things.collection().id
  if (before.endsWith('/items')) return things.collectionItem(String(known.collection_id))
  if (name === 'hashtag' || name === 'name') return 'sample'
  return name === 'id' ? things.kept(before) : undefined
}

type Make = (things: Subjects) => unknown

const nothing: Make = () => undefined

/** Values of parameters that are more than samples. Positions are left out, so that lists have results. */
const PARAMETERS: Readonly<Record<string, Make>> = {
  'streamList list': (things) => things.list(),
  max_id: nothing,
  since_id: nothing,
  min_id: nothing,
  offset: () => 0,
  'listAccountCollections offset': (things) => things.either('offsets of collections', 0, 1),
  'listCollectionsWithAccount offset': (things) => things.either('offsets with an account', 0, 1),
  limit: () => 2,
  account_id: nothing,
  access_token: nothing,
  'any[]': nothing,
  'all[]': nothing,
  'none[]': nothing,
  'types[]': nothing,
  'exclude_types[]': nothing,
  'grouped_types[]': nothing,
  remote: nothing,
  only_media: nothing,
  tagged: nothing,
  'lookupWebFinger resource': (things) => `acct:${things.friend().username}`,
  'lookupAccount acct': (things) => things.friend().username,
  'listStatuses id[]': (things) => [things.status().id],
  'listAccounts id[]': (things) => [things.friend().id],
  'listRelationships id[]': (things) => [things.friend().id],
  'listFamiliarFollowers id[]': (things) => [things.popular().id],
  'search q': () => 'sample',
  'search type': nothing,
  'getMarkers timeline[]': () => ['home', 'notifications'],
  'searchAccounts q': () => 'sample',
  'authorize client_id': (things) => things.app().clientId,
  'authorize redirect_uri': () => 'https://client.example/callback',
  'authorize scope': () => 'read write',
}

const POLL = { options: ['one', 'two'], expires_in: 3600, multiple: true, hide_totals: false }

const HOUR_AHEAD = (): string => new Date(Date.now() + 3_600_000).toISOString()

/** Values of body fields, by name or by operation and name; undefined leaves the field out. */
const FIELDS: Readonly<Record<string, Make>> = {
  'createFeaturedTag name': () => 'sample',
  tag_name: () => 'sample',
  account_ids: (things) => [things.friend().id],
  account_id: (things) => things.friend().id,
  status_ids: (things) => [things.status().id],
  status_id: (things) => things.status().id,
  in_reply_to_id: (things) => things.status().id,
  quoted_status_id: (things) => things.status().id,
  allowed_mentions: (things) => [things.friend().id],
  scheduled_at: HOUR_AHEAD,
  expires_in: () => 3600,
  'createFilter expires_in': (things) => things.either('expiries', 3600, undefined),
  'updateFilter expires_in': (things) => things.either('expiries', 3600, null),
  'updateFilterV1 expires_in': (things) => things.either('expiries', 3600, null),
  media_attributes: nothing,
  'createStatus scheduled_at': nothing,
  'createStatus media_ids': nothing,
  'createStatus poll': () => POLL,
  'editStatus poll': (things) => things.either('polls', undefined, POLL),
  'editStatus media_ids': (things) => things.either('edited media', [things.media()], undefined),
  'editStatus status': (things) => `Edited for @${things.friend().username} #sample`,
  'createStatus visibility': (things) => things.either('visibilities', 'public', 'direct'),
  'uploadMedia focus': (things) => things.either('focus', '0.5,0.5', undefined),
  'updateMedia focus': (things) => things.either('focus', '0.5,0.5', undefined),
  'uploadMedia file': (things) =>
    things.either('files', file('file'), new File(['sound'], 'file.ogg', { type: 'audio/ogg' })),
  'createApp website': (things) => things.either('websites', 'https://client.example', undefined),
  'createCollection language': (things) => things.either('languages of one', 'en', undefined),
  'createCollection tag_name': (things) => things.either('tags of one', 'sample', undefined),
  'followAccount languages': (things) => things.either('languages to follow', undefined, ['en']),
  'updateCredentials hide_collections': (things) => things.either('hiding', true, undefined),
  'updateCredentials source': (things) => things.either('sources', { language: 'en' }, undefined),
  'voteInPoll choices': () => [0],
  'dismissNotificationById id': (things) => things.notification().id,
  'createAccount username': (things) => `${things.friend().username}_new`,
  'addCollectionItem account_id': (things) => things.friend().id,
  'createApp redirect_uris': () => 'https://client.example/callback',
  'createApp scopes': () => 'read write',
  'createToken grant_type': () => 'client_credentials',
  'createToken code': nothing,
  'createToken code_verifier': nothing,
  'createToken redirect_uri': nothing,
  'createToken scope': () => 'read',
  'revokeToken token': () => 'gone',
  keywords_attributes: () => [{ keyword: 'word', whole_word: true }],
}

function exampleBody(
  world: World,
  things: Subjects,
  operation: Operation,
  schema: Json,
  version: string,
): Json {
  const whole = sample(world, schema, operation.id)
  const properties = child(schema, 'properties') ?? {}
  const body: Json = {}
  for (const [name, value] of Object.entries(isObject(whole) ? whole : {})) {
    const property = properties[name]
    if (!isObject(property) || !existsIn(version, stamps(property))) continue
    const over = FIELDS[`${operation.id} ${name}`] ?? FIELDS[name]
    const field = over ? over(things) : isFile(property) ? file(name) : value
    if (field !== undefined) body[name] = field
  }
  if ('client_id' in body && 'client_secret' in body) {
    const { clientId, clientSecret } = things.app()
    Object.assign(body, { client_id: clientId, client_secret: clientSecret })
  }
  return withoutConflicts(body, properties)
}

/** Of fields that cannot go together, keeps the first. */
function withoutConflicts(body: Json, properties: Json): Json {
  for (const name of Object.keys(body)) {
    const property = properties[name]
    if (!(name in body) || !isObject(property)) continue
    for (const other of strings(property['x-conflicts-with'])) delete body[other]
  }
  return body
}

function isFile(schema: Json): boolean {
  return schema.format === 'binary' || armsOf(schema).some(isFile)
}

/** The smallest PNG there is. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

function file(name: string): File {
  return new File([Buffer.from(PIXEL, 'base64')], `${name}.png`, { type: 'image/png' })
}

function fill(path: string, parameters: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''))
}

function search(query: Json): string {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) pairs.append(name, String(each))
  }
  return pairs.size === 0 ? '' : `?${pairs.toString()}`
}

function encoded(
  operation: Operation,
  headers: Record<string, string>,
  body: Json | undefined,
): Pick<ExampleCall, 'headers' | 'body'> {
  if (!body) return { headers, body: undefined }
  const hasFile = Object.values(body).some((value) => value instanceof Blob)
  if (!hasFile && operation.body?.mediaTypes.includes('application/json')) {
    return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
  }
  return { headers, body: toForm(body) }
}

/** A body as a form, nested by Rails' brackets. */
export function toForm(body: Json): FormData {
  const form = new FormData()
  append(form, '', body)
  return form
}

function append(form: FormData, name: string, value: unknown): void {
  if (value instanceof Blob) form.append(name, value)
  else if (Array.isArray(value)) {
    const nested = objects(value).length > 0
    for (const [index, item] of value.entries())
      append(form, nested ? `${name}[${index}]` : `${name}[]`, item)
  } else if (isObject(value)) {
    for (const [key, each] of Object.entries(value)) append(form, name === '' ? key : `${name}[${key}]`, each)
  } else form.append(name, String(value))
}
