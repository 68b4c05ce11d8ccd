import { type DefinitionModel, partsOf } from '../model/definition.ts'
import type { DocumentModel } from '../model/document.ts'
import {
  childrenOf,
  type DefinitionId,
  type ObjectModel,
  type PropertyModel,
  type SchemaModel,
  walkSchema,
} from '../model/schema.ts'
import type { Definitions } from './check-references.ts'
import { targetsOf } from './sent-only.ts'

/** Which parts of answers are not on every server. */
export interface Versions {
  /** The minor versions that a client may ask for, oldest first, beginning with the baseline: `4.3`. */
  readonly floors: readonly string[]
  /** Properties that are there from a floor on; `never` if no floor has them, because they are gone or too new. */
  readonly gates: ReadonlyMap<PropertyModel, string>
  /** Types that differ by floor: they have such a property, or refer to one that has. */
  readonly generic: ReadonlySet<DefinitionId | ObjectModel>
}

/** What `From…` of a gate is called: `From4_3`. */
export function gateName(gate: string): string {
  return `From${gate.replaceAll('.', '_')}`
}

/** Whether a type differs by floor. */
export function dependsOnFloor(schema: SchemaModel, versions: Versions): boolean {
  switch (schema.kind) {
    case 'ref':
      return versions.generic.has(schema.target)
    case 'object':
      return versions.generic.has(schema)
    default:
      return childrenOf(schema).some((child) => dependsOnFloor(child, versions))
  }
}

/** Plans what depends on the version of a server. What had appeared by the baseline is everywhere. */
export function planVersions(
  documents: readonly DocumentModel[],
  definitions: Definitions,
  sentOnly: ReadonlySet<DefinitionId>,
  baseline: string,
  newest: string,
): Versions {
  const floors = findFloors(documents, baseline, newest)
  const gates = new Map<PropertyModel, string>()
  for (const definition of definitions.values()) {
    if (sentOnly.has(definition.id)) continue
    for (const schema of answersOf(definition)) {
      findGates(schema, definition.since, (property, since) => {
        const gate = gateOf(since, baseline, floors)
        if (gate !== undefined) gates.set(property, gate)
      })
    }
  }
  return { floors, gates, generic: findGeneric(definitions, gates) }
}

function answersOf(definition: DefinitionModel): SchemaModel[] {
  return partsOf(definition)
    .filter(({ role }) => role === 'type' || role === 'output')
    .map(({ schema }) => schema)
}

/** Calls back for each required property that came after what encloses it. */
function findGates(
  schema: SchemaModel,
  enclosing: string | undefined,
  found: (property: PropertyModel, since: string) => void,
): void {
  if (schema.kind !== 'object') {
    for (const child of childrenOf(schema)) findGates(child, enclosing, found)
    return
  }
  for (const property of schema.properties) {
    const { since, until } = property.schema
    if (property.required && until !== undefined) found(property, 'never')
    else if (property.required && isLater(since, enclosing)) found(property, since as string)
    findGates(property.schema, since ?? enclosing, found)
  }
}

function isLater(since: string | undefined, enclosing: string | undefined): boolean {
  const own = numbersOf(since)
  if (!own) return false
  const outer = numbersOf(enclosing)
  return !outer || compareNumbers(own, outer) > 0
}

function gateOf(since: string, baseline: string, floors: readonly string[]): string | undefined {
  const own = numbersOf(since)
  if (!own) return 'never'
  if (compareNumbers(own.slice(0, 2), numbersOf(baseline)?.slice(0, 2) ?? []) <= 0) return undefined
  // A patch release is only sure to be there from the next minor version on.
  return floors.find((floor) => compareNumbers(numbersOf(`${floor}.0`) ?? [], own) >= 0) ?? 'never'
}

function findFloors(documents: readonly DocumentModel[], baseline: string, newest: string): string[] {
  const said = documents.flatMap(({ definitions }) =>
    definitions.flatMap((definition) => [
      definition.since,
      ...partsOf(definition).flatMap(({ schema }) => [...walkSchema(schema)].map(({ since }) => since)),
    ]),
  )
  const minors = [...said, newest].flatMap((version) => {
    const numbers = numbersOf(version)?.slice(0, 2)
    return numbers && compareNumbers(numbers, numbersOf(baseline)?.slice(0, 2) ?? []) > 0 ? [numbers] : []
  })
  return [...new Set([baseline, ...minors.sort(compareNumbers).map((numbers) => numbers.join('.'))])]
}

/** What leads to a gated property, by fields or by references. */
function findGeneric(
  definitions: Definitions,
  gates: ReadonlyMap<PropertyModel, string>,
): Set<DefinitionId | ObjectModel> {
  const generic = new Set<DefinitionId | ObjectModel>()
  const depends = (schema: SchemaModel): boolean =>
    [...walkSchema(schema)].some(
      (inner) =>
        inner.kind === 'object' && inner.properties.some((property) => gates.get(property)?.match(/\d/)),
    ) || targetsOf(schema).some((target) => generic.has(target))
  for (let changed = true; changed;) {
    changed = false
    for (const definition of definitions.values()) {
      if (definition.kind !== 'schema' || generic.has(definition.id) || !depends(definition.schema)) continue
      generic.add(definition.id)
      changed = true
    }
  }
  for (const definition of definitions.values()) {
    for (const schema of answersOf(definition)) {
      for (const inner of walkSchema(schema))
        if (inner.kind === 'object' && depends(inner)) generic.add(inner)
    }
  }
  return generic
}

function numbersOf(version: string | undefined): number[] | undefined {
  const match = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(version ?? '')
  return match ? [match[1], match[2], match[3] ?? 0].map(Number) : undefined
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
