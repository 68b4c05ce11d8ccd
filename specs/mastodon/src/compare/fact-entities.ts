import type { FactField, Facts } from './facts.ts'
import { factType, type Rename } from './fact-types.ts'
import { list, pathKey, put, type Lines } from './lines.ts'
import { compareVersions, UNKNOWN } from '../versions.ts'

/** Values that came later than the field itself, with their versions. */
function datedValues(field: FactField, values: string[] | undefined): string | undefined {
  const dated = (field.history ?? [])
    .filter((change) => change.change === 'value-added')
    .flatMap((change) => [change.subject ?? []].flat().map((value) => [value, change.version] as const))
    .filter(
      ([value, version]) => values?.includes(value) && compareVersions(version, field.since ?? UNKNOWN) > 0,
    )
  return list(dated.map(([value, version]) => `${value}=${version}`))
}

function fieldLines(
  lines: Lines,
  key: string,
  field: FactField,
  rename: Rename,
  byKey: Map<string, string>,
): void {
  const { type, values } = factType(field.type, rename)
  const operations = (keys: string[] | undefined): string | undefined =>
    list(keys?.map((summaryKey) => byKey.get(summaryKey) ?? summaryKey))
  put(lines, key, 'present')
  put(lines, `${key} type`, type)
  put(lines, `${key} values`, list(values))
  put(lines, `${key} values since`, datedValues(field, values))
  put(lines, `${key} nullable`, field.nullable)
  put(lines, `${key} optional`, field.optional)
  put(lines, `${key} since`, field.since ?? UNKNOWN)
  put(lines, `${key} api version`, field.sinceApiVersion)
  put(lines, `${key} deprecated`, field.deprecated)
  put(lines, `${key} deprecated since`, field.deprecatedSince)
  put(lines, `${key} until`, field.removed === null ? UNKNOWN : field.removed)
  put(lines, `${key} sent as`, list(field.wireType?.oneOf?.map((arm) => factType(arm, rename).type)))
  put(lines, `${key} absent in`, operations(field.absentIn))
  put(lines, `${key} only in`, operations(field.presentOnlyIn))
  put(
    lines,
    `${key} bits`,
    list(Object.entries(field.type.bitmask ?? {}).map(([bit, name]) => `${name}=${bit}`)),
  )
}

export function factEntityLines(facts: Facts, rename: Rename): Lines {
  const lines: Lines = new Map()
  const byKey = new Map(facts.operations.map((o) => [o.summaryKey, `${o.method} ${pathKey(o.path)}`]))
  for (const entity of facts.entities) {
    const key = `schema ${rename(entity.name)}`
    put(lines, key, 'present')
    put(lines, `${key} since`, entity.since ?? UNKNOWN)
    put(lines, `${key} until`, entity.removed)
    put(lines, `${key} extends`, entity.extends && rename(entity.extends))
    for (const field of entity.fields) fieldLines(lines, `${key}.${field.name}`, field, rename, byKey)
  }
  return lines
}
