import { isObject, loadSpec, type Spec } from './load.ts'
import { isEnumSchema } from './compare/spec-types.ts'
import { parts, type Part } from './walk.ts'
import { DIR } from './run.ts'
import { UNKNOWN } from './versions.ts'

export interface Count {
  all: number
  /** Carry a version of their own. */
  stated: number
  /** As old as what encloses them. */
  inherited: number
  unknown: number
}

function tally(nodes: { node: Part['node']; enclosing: string | undefined }[]): Count {
  const count = { all: nodes.length, stated: 0, inherited: 0, unknown: 0 }
  for (const { node, enclosing } of nodes) {
    const own = node['x-since']
    if ((own ?? enclosing) === UNKNOWN) count.unknown += 1
    else if (own === undefined) count.inherited += 1
    else count.stated += 1
  }
  return count
}

export function countSpec(spec: Spec): Record<string, Count> {
  const all = [...parts(spec)]
  const of = (kind: Part['kind']): Part[] => all.filter((part) => part.kind === kind)
  const operations = spec.operations.map(({ node }) => ({ node, enclosing: undefined }))
  // A shared parameter counts once for each operation that takes it.
  const parameters = spec.operations.flatMap((operation) =>
    operation.parameters
      .filter((parameter) => isObject(parameter))
      .map((node) => ({ node, enclosing: String(operation.node['x-since']) })),
  )
  return {
    operations: tally(operations),
    parameters: tally(parameters),
    'body fields': tally(of('field')),
    schemas: tally(of('schema').filter(({ node }) => !isEnumSchema(node))),
    'enum schemas': tally(of('schema').filter(({ node }) => isEnumSchema(node))),
    properties: tally(of('property')),
  }
}

export function runCount(): number {
  for (const [kind, { all, stated, inherited, unknown }] of Object.entries(countSpec(loadSpec(DIR)))) {
    console.log(
      `${kind}: ${all}, with a version ${stated + inherited} (own ${stated}, inherited ${inherited}), unknown ${unknown}`,
    )
  }
  return 0
}

if (import.meta.main) process.exitCode = runCount()
