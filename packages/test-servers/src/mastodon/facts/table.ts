import type { OperationFacts, Shape } from './types.ts'

/**
 * Facts of one server as they are kept: what is usual for each schema, and for each operation where it differs. A
 * schema that an operation only names has its usual shape there.
 */
export interface FactTable {
  usual: Readonly<Record<string, Shape>>
  operations: Readonly<Record<string, OperationFacts>>
}

/** Packs facts by operation into a table. */
export function toTable(facts: ReadonlyMap<string, OperationFacts>): FactTable {
  const usual = usualShapes(facts.values())
  const operations = [...facts].toSorted(byName).map(([id, { shapes, ...others }]) => [
    id,
    {
      ...others,
      ...(shapes && { shapes: mapValues(shapes, (shape, name) => difference(shape, usual[name] ?? {})) }),
    },
  ])
  return { usual, operations: Object.fromEntries(operations) as FactTable['operations'] }
}

/** A table as the text of its file, a schema or operation a line. */
export function showTable({ usual, operations }: FactTable): string {
  const lines = (rows: object): string =>
    Object.entries(rows)
      .map(([name, row]) => `${JSON.stringify(name)}: ${JSON.stringify(row)}`)
      .join(',\n')
  return `{\n"usual": {\n${lines(usual)}\n},\n"operations": {\n${lines(operations)}\n}\n}\n`
}

/** The facts that a table holds. */
export function fromTable({ usual, operations }: FactTable): Map<string, OperationFacts> {
  return new Map(
    Object.entries(operations).map(([id, { shapes, ...others }]) => [
      id,
      {
        ...others,
        ...(shapes && { shapes: mapValues(shapes, (shape, name) => withUsual(shape, usual[name] ?? {})) }),
      },
    ]),
  )
}

/** All keys that a server was seen to send by schema, whatever the operation. */
export function keysBySchema(facts: Iterable<OperationFacts>): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>()
  for (const { shapes = {} } of facts) {
    for (const [name, shape] of Object.entries(shapes)) {
      keys.set(name, new Set([...(keys.get(name) ?? []), ...Object.keys(shape)]))
    }
  }
  return keys
}

/** By schema and key, the kinds that most operations have. */
function usualShapes(facts: Iterable<OperationFacts>): Record<string, Shape> {
  const all = [...facts].flatMap(({ shapes = {} }) => Object.entries(shapes))
  const names = [...new Set(all.map(([name]) => name))].toSorted()
  return Object.fromEntries(
    names.map((name) => {
      const shapes = all.filter(([each]) => each === name).map(([, shape]) => shape)
      const keys = [...new Set(shapes.flatMap((shape) => Object.keys(shape)))].toSorted()
      const kinds = keys.map(
        (key) => [key, mostFrequent(shapes.map((shape) => shape[key] ?? 'absent'))] as const,
      )
      return [name, Object.fromEntries(kinds.filter(([, each]) => each !== 'absent'))]
    }),
  )
}

function mostFrequent(values: readonly string[]): string {
  const counts = Map.groupBy(values, (value) => value)
  return (
    [...counts].toSorted(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1))[0]?.[0] ??
    ''
  )
}

function difference(shape: Shape, usual: Shape): Shape {
  const keys = [...new Set([...Object.keys(usual), ...Object.keys(shape)])].toSorted()
  return Object.fromEntries(
    keys.filter((key) => shape[key] !== usual[key]).map((key) => [key, shape[key] ?? 'absent']),
  )
}

function withUsual(shape: Shape, usual: Shape): Shape {
  return Object.fromEntries(Object.entries({ ...usual, ...shape }).filter(([, kinds]) => kinds !== 'absent'))
}

function mapValues(
  shapes: Readonly<Record<string, Shape>>,
  map: (shape: Shape, name: string) => Shape,
): Record<string, Shape> {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, map(shape, name)]))
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}
