import type { FactOperation, FactParameter, Facts } from './facts.ts'
import { factParameterType, factType, type Rename } from './fact-types.ts'
import { list, pathKey, put, record, type Lines } from './lines.ts'
import { laterVersion, UNKNOWN } from '../versions.ts'

/** The levels of the API that brought parameters, by the name that the tables use. */
type Levels = ReadonlyMap<string, number>

function levelsOf({ history = [] }: FactOperation): Levels {
  const added = history.filter(({ change }) => change === 'param-added')
  return new Map(
    added.flatMap(({ subject = [], apiVersion }) =>
      apiVersion === undefined ? [] : [subject].flat().map((name) => [name, apiVersion] as const),
    ),
  )
}

function parameterLines(
  lines: Lines,
  key: string,
  parameter: FactParameter,
  enclosing: string,
  cursor: boolean,
  levels: Levels,
): void {
  const { type, values } = factParameterType(parameter)
  const since = parameter.since ? laterVersion(parameter.since, enclosing) : enclosing
  put(lines, key, 'present')
  put(lines, `${key} since`, since)
  put(lines, `${key} api version`, levels.get(parameter.wire ?? parameter.name) ?? levels.get(parameter.name))
  put(lines, `${key} type`, type)
  put(lines, `${key} values`, list(values))
  put(lines, `${key} required`, parameter.required)
  put(lines, `${key} default`, parameter.default === false ? 'false' : parameter.default)
  put(lines, `${key} most`, parameter.max)
  put(lines, `${key} maxLength`, parameter.maxLength)
  put(lines, `${key} maxItems`, parameter.maxItems)
  if (cursor) put(lines, `${key} cursor`, parameter.cursor)
  put(lines, `${key} required unless`, list(parameter.requiredUnless))
  put(lines, `${key} required if`, record(parameter.requiredIf))
  put(lines, `${key} conflicts with`, list(parameter.conflictsWith))
  for (const inner of parameter.properties ?? []) {
    parameterLines(lines, `${key}.${inner.name}`, inner, since, false, levels)
  }
}

function authLines(lines: Lines, key: string, { auth }: FactOperation): void {
  const kind = auth.required === false ? 'public' : auth.kind
  put(lines, `${key} auth`, auth.required === 'optional' ? `optional ${kind}` : kind)
  put(lines, `${key} scopes`, list(auth.scopes))
  if (auth.scopes.length > 1) put(lines, `${key} scope mode`, auth.scopeMode ?? 'all')
  put(lines, `${key} permissions`, list(auth.permissions))
  put(lines, `${key} token needed for`, list(auth.requiredFor))
  put(lines, `${key} owner of`, auth.ownerOf)
}

function answerLines(lines: Lines, key: string, operation: FactOperation, rename: Rename): void {
  for (const status of operation.statusCodes) {
    const failed = operation.errorReturns?.[status] ?? { ref: 'Error' }
    const given = operation.returnsByStatus?.[status] ?? operation.returns
    put(lines, `${key} answer ${status}`, factType(status >= 400 ? failed : given, rename).type)
  }
  put(lines, `${key} media type`, operation.responseMediaType ?? 'application/json')
  put(lines, `${key} events`, list(operation.returns.eventStream))
}

function describe(lines: Lines, key: string, operation: FactOperation, byKey: Map<string, string>): void {
  put(lines, `${key} since`, operation.since ?? UNKNOWN)
  put(lines, `${key} api version`, operation.sinceApiVersion)
  put(lines, `${key} deprecated`, operation.deprecated)
  put(lines, `${key} deprecated since`, operation.deprecatedSince)
  put(lines, `${key} until`, operation.removed === null ? UNKNOWN : operation.removed)
  put(
    lines,
    `${key} replaced by`,
    operation.replacedBy && (byKey.get(operation.replacedBy) ?? operation.replacedBy),
  )
  put(lines, `${key} undocumented`, !operation.documented)
  put(lines, `${key} unverified`, list(operation.unverified))
  put(lines, `${key} pagination`, operation.paginated)
  put(lines, `${key} link header`, operation.linkHeader)
  put(lines, `${key} encoding`, operation.formEncoding)
  put(lines, `${key} also`, list(operation.alsoMethods))
}

export function factOperationLines(facts: Facts, rename: Rename): Lines {
  const lines: Lines = new Map()
  const name = (operation: { method: string; path: string }): string =>
    `${operation.method} ${pathKey(operation.path)}`
  const byKey = new Map(
    facts.operations.map((operation) => [`${operation.method} ${operation.path}`, name(operation)]),
  )
  for (const operation of facts.operations) {
    const key = name(operation)
    const since = operation.since ?? UNKNOWN
    put(lines, key, 'present')
    describe(lines, key, operation, byKey)
    authLines(lines, key, operation)
    for (const [index, parameter] of operation.pathParams.entries()) {
      put(lines, `${key} path ${index + 1}`, parameter.name)
      put(lines, `${key} path ${index + 1} type`, factParameterType(parameter).type)
    }
    const levels = levelsOf(operation)
    for (const kind of ['query', 'form', 'headers'] as const) {
      for (const parameter of operation[kind]) {
        parameterLines(lines, `${key} ${kind} ${parameter.name}`, parameter, since, kind === 'query', levels)
      }
    }
    answerLines(lines, key, operation, rename)
  }
  return lines
}
