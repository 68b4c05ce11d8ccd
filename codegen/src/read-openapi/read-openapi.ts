import { dirname } from 'node:path'
import { shownPath } from '../config/load-config.ts'
import type { OperationDefinition } from '../model/definition.ts'
import type { DocumentModel } from '../model/document.ts'
import { compare, joinPath, type Problem } from '../model/problem.ts'
import type { StreamingModel } from '../model/stream.ts'
import { METHODS } from './constructs.ts'
import { type Data, Files, type Found, isData, type Report, within } from './files.ts'
import { checkKeys, listOf, type RawOperation, type Reading, toOperation } from './to-operation.ts'
import { describedOf, SchemaReader } from './to-schema.ts'
import { readStreams } from './to-streams.ts'

export interface ReadOpenapi {
  /** A document for each schema, and one for each group of operations; sorted. */
  readonly documents: readonly DocumentModel[]
  /** The newest version that the document describes. */
  readonly version: string
  /** The streams of the server, if it has any. */
  readonly streaming?: StreamingModel
  /** Whether optional fields of bodies take `null`, as servers made with Rails do: `x-null-bodies`. */
  readonly nullBodies: boolean
  readonly problems: readonly Problem[]
}

/** Facts that the document lacks. */
export interface OpenapiHints {
  /** Which array of an answer holds the items of a page, by operationId. */
  readonly items: Readonly<Record<string, string>>
  /** Where the hints stand, for messages. */
  readonly file: string
}

/** Reads an OpenAPI document with all the files that it refers to. */
export function readOpenapi(cwd: string, file: string, hints: OpenapiHints): ReadOpenapi {
  const problems: Problem[] = []
  const report: Report = (at, message) =>
    void problems.push({ file: shownPath(cwd, at.file), path: at.path, message })
  const files = new Files(report)
  const schemas = new SchemaReader(files, report)
  const { node: root, at } = files.root(file)
  if (!isData(root)) {
    if (problems.length === 0) report(at, 'expected an OpenAPI document, that is an object')
    return { documents: [], version: '0.0.0', nullBodies: false, problems }
  }
  checkRoot({ node: root, at }, report)
  const reading: Reading = { files, schemas, report }
  checkSecurity({ node: root, at }, reading)
  const operations = readPaths({ node: root, at }, reading, hints.items)
  for (const id of Object.keys(hints.items)) {
    if (operations.some(({ operation }) => operation.id === id)) continue
    problems.push({
      file: hints.file,
      path: joinPath('hints.items', id),
      message: `there is no operation ${id}`,
    })
  }
  nameComponents({ node: root, at }, reading)
  const streaming = readStreams({ node: root, at }, cwd, reading)
  const source = shownPath(cwd, dirname(file))
  const documents = [
    ...groupsOf(operations, cwd, source),
    ...readSchemas(reading).map(({ name, schema, described, at: place }): DocumentModel => ({
      id: `schemas/${name}`,
      module: `schemas/${name}`,
      file: shownPath(cwd, place.file),
      source,
      definitions: [{ kind: 'schema', id: name, name, path: place.path, ...described, schema }],
    })),
  ]
  checkIds(documents, problems)
  const { info } = root
  const version = isData(info) ? info['version'] : undefined
  return {
    documents: documents.sort((a, b) => compare(a.id, b.id)),
    version: typeof version === 'string' ? version : '0.0.0',
    ...(streaming && { streaming }),
    nullBodies: root['x-null-bodies'] === true,
    problems,
  }
}

function checkRoot(root: Found<Data>, report: Report): void {
  checkKeys(root, 'the document', report)
  const { openapi } = root.node
  if (typeof openapi === 'string' && /^3\.1\.\d+$/.test(openapi)) return
  report(within(root.at, 'openapi'), `expected 3.1, got ${JSON.stringify(openapi) ?? 'nothing'}`)
}

/** Reports schemes of authentication that are no token in a header. */
function checkSecurity({ node, at }: Found<Data>, { files, report }: Reading): void {
  const { components } = node
  const schemes = isData(components) ? components['securitySchemes'] : undefined
  const place = within(within(at, 'components'), 'securitySchemes')
  for (const [name, value] of Object.entries(isData(schemes) ? schemes : {})) {
    const here = within(place, name)
    const $ref = isData(value) ? value['$ref'] : undefined
    const found = typeof $ref === 'string' ? files.follow($ref, here) : { node: value, at: here }
    const scheme = found && isData(found.node) ? found.node : {}
    const { type, scheme: kind } = scheme
    const isToken =
      type === 'oauth2' ||
      type === 'openIdConnect' ||
      (type === 'http' && String(kind).toLowerCase() === 'bearer')
    if (isToken || !found) continue
    const got = [type, kind].filter((word) => word !== undefined).join(' ')
    report(found.at, `expected oauth2, openIdConnect or http bearer, got ${got === '' ? 'nothing' : got}`)
  }
}

interface Grouped {
  readonly group: string
  readonly at: Found['at']
  readonly operation: OperationDefinition
}

function readPaths(root: Found<Data>, reading: Reading, items: RawOperation['items']): Grouped[] {
  const { report, files } = reading
  const { paths = {}, security } = root.node
  const place = within(root.at, 'paths')
  if (!isData(paths)) {
    report(place, 'expected an object')
    return []
  }
  return Object.entries(paths).flatMap(([route, value]) => {
    const here = within(place, route)
    const item =
      isData(value) && typeof value['$ref'] === 'string'
        ? files.follow(value['$ref'], here)
        : { node: value, at: here }
    if (!item) return []
    if (!isData(item.node)) {
      report(item.at, 'expected an object')
      return []
    }
    const path: Found<Data> = { node: item.node, at: item.at }
    checkKeys(path, 'a path', report)
    if (!/^(?:\/(?:[^{}/]+|\{[^{}/]+\}))+$/.test(route)) {
      report(here, 'expected a path whose segments are names or parameters, such as /statuses/{id}')
      return []
    }
    const shared = listOf(
      path.node['parameters'],
      { node: path.node, at: within(path.at, 'parameters') },
      report,
    )
    return METHODS.flatMap((method) => {
      const node = path.node[method]
      if (!isData(node)) return []
      const found: Found<Data> = { node, at: within(path.at, method) }
      const operation = toOperation({ method, route, operation: found, shared, security, items }, reading)
      return operation ? [{ group: groupOf(found, report), at: found.at, operation }] : []
    })
  })
}

/** The first tag: where an operation belongs. */
function groupOf({ node, at }: Found<Data>, report: Report): string {
  const [tag = 'operations'] = [node['tags'] ?? []].flat() as unknown[]
  if (typeof tag === 'string' && /^[\w-]+(?:\/[\w-]+)*$/.test(tag)) return tag
  report(
    within(at, 'tags'),
    `expected a name such as "statuses" or "admin/accounts", got ${JSON.stringify(tag)}`,
  )
  return 'operations'
}

/** Schemas that nothing but an extension refers to stand in the components. */
function nameComponents({ node, at }: Found<Data>, { schemas }: Reading): void {
  const { components } = node
  const named = isData(components) ? components['schemas'] : undefined
  if (!isData(named)) return
  for (const name of Object.keys(named)) {
    schemas.name(
      `#/components/schemas/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      within(at, 'components'),
    )
  }
}

function readSchemas({ schemas }: Reading) {
  const read = []
  // Reading a schema names those it refers to, which are then read in their turn.
  for (const [name, { node, at }] of schemas.named) {
    read.push({ name, at, described: describedOf(node), schema: schemas.read(node, at) })
  }
  return read
}

function groupsOf(operations: readonly Grouped[], cwd: string, source: string): DocumentModel[] {
  const groups = new Map<string, Grouped[]>()
  for (const one of operations) groups.set(one.group, [...(groups.get(one.group) ?? []), one])
  return [...groups].map(([group, members]) => ({
    id: `operations/${group}`,
    module: `operations/${group}`,
    file: shownPath(cwd, (members[0] as Grouped).at.file),
    source,
    definitions: members.map(({ operation }) => operation),
  }))
}

function checkIds(documents: readonly DocumentModel[], problems: Problem[]): void {
  const owners = new Map<string, string>()
  for (const { file, definitions } of documents) {
    for (const { id, path = '', kind } of definitions) {
      const owner = owners.get(id)
      if (owner === undefined) owners.set(id, `${kind} in ${file}`)
      else problems.push({ file, path, message: `"${id}" is also the name of the ${owner}` })
    }
  }
}
