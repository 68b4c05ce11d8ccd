import type { OperationDefinition, ParameterModel } from '../model/definition.ts'
import type { DocumentModel } from '../model/document.ts'
import { compare, type Problem } from '../model/problem.ts'
import type { NameTable } from './name-table.ts'
import { methodsOf, type NamedStream, type StreamsPlan } from './plan-streams.ts'

/** What stands at a path. */
export interface RouteNode {
  /** `/api/v1/statuses/{id}`; empty for the tree itself. */
  readonly path: string
  readonly typeName: string
  /** What is behind a name. */
  readonly children: ReadonlyMap<string, RouteNode>
  /** What is behind a parameter. */
  readonly parameter?: { readonly model: ParameterModel; readonly node: RouteNode }
  /** By method. */
  readonly operations: ReadonlyMap<string, OperationDefinition>
  /** The stream that it is when it is called. */
  readonly stream?: NamedStream
  /** The streams that are methods of it, by name, where no path has that name. */
  readonly streams: ReadonlyMap<string, NamedStream>
}

/** The type of the whole tree. */
export const ROOT = 'Tree'

interface Draft {
  readonly children: Map<string, Draft>
  readonly operations: Map<string, OperationDefinition>
  readonly parameters: ParameterModel[]
  behind?: Draft
  stream?: NamedStream
  streams?: ReadonlyMap<string, NamedStream>
}

/** Sorts every operation into the tree of paths. */
export function planRoutes(
  documents: readonly DocumentModel[],
  names: NameTable,
  word: (name: string) => string,
  problems: Problem[],
  streams?: StreamsPlan,
): RouteNode {
  const root = emptyDraft()
  for (const { file, definitions } of documents) {
    for (const operation of definitions) {
      if (operation.kind === 'operation') place(root, operation, file, problems)
    }
  }
  if (streams) placeStreams(root, streams)
  return finish(root, '', ROOT, names, word)
}

/** Streams are methods where the socket is. Where a segment has the name of one, the node is both. */
function placeStreams(root: Draft, plan: StreamsPlan): void {
  let draft = root
  for (const segment of plan.route.split('/').slice(1)) {
    const next = draft.children.get(segment) ?? emptyDraft()
    draft.children.set(segment, next)
    draft = next
  }
  const alone = new Map<string, NamedStream>()
  for (const stream of methodsOf(plan)) {
    const child = draft.children.get(stream.method)
    if (child) child.stream = stream
    else alone.set(stream.method, stream)
  }
  draft.streams = alone
}

function place(root: Draft, operation: OperationDefinition, file: string, problems: Problem[]): void {
  const { route, method, routeParams, path = '' } = operation
  let draft = root
  let parameters = 0
  for (const segment of route.split('/').slice(1)) {
    if (segment.startsWith('{')) {
      draft.parameters.push(routeParams[parameters++] as ParameterModel)
      draft = draft.behind ??= emptyDraft()
      continue
    }
    if (draft === root && MEMBERS.has(segment)) {
      const message = `a client has a member "${segment}" of its own, so no path can begin with it`
      problems.push({ file, path, message })
    }
    const next = draft.children.get(segment) ?? emptyDraft()
    draft.children.set(segment, next)
    draft = next
    if (!METHODS.has(segment)) continue
    const message = `a segment "${segment}" cannot stand in the tree beside the methods of its parent`
    problems.push({ file, path, message })
  }
  const twin = draft.operations.get(method)
  if (twin) problems.push({ file, path, message: `the tree has another operation there: ${twin.id}` })
  draft.operations.set(method, operation)
}

/** What a client has beside the paths that it is connected with. */
const MEMBERS: ReadonlySet<string> = new Set(['origin', 'basePath', 'call', 'request'])

const METHODS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete'])

function emptyDraft(): Draft {
  return { children: new Map(), operations: new Map(), parameters: [] }
}

function finish(
  draft: Draft,
  path: string,
  wanted: string,
  names: NameTable,
  word: (name: string) => string,
): RouteNode {
  // The tree itself is known by its name: nothing else is called so.
  const typeName = path === '' ? ROOT : names.take(wanted, path)
  const prefix = path === '' ? '' : typeName
  const sorted = [...draft.children].sort(([a], [b]) => compare(a, b))
  const children = new Map(
    sorted.map(([segment, child]) => [
      segment,
      finish(child, `${path}/${segment}`, prefix + word(segment), names, word),
    ]),
  )
  // Where operations call it differently, the plainest name says most.
  const [model] = [...draft.parameters].sort(
    (a, b) => a.name.length - b.name.length || compare(a.name, b.name),
  )
  return {
    path,
    typeName,
    children,
    ...(draft.stream && { stream: draft.stream }),
    streams: draft.streams ?? new Map(),
    ...(draft.behind &&
      model && {
        parameter: {
          model,
          node: finish(draft.behind, `${path}/{${model.name}}`, prefix + word(model.name), names, word),
        },
      }),
    operations: new Map([...draft.operations].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))),
  }
}

const ORDER: readonly string[] = [...METHODS]
