import type { StatementStructures } from 'ts-morph'
import type { RecordDefinition } from '../model/definition.ts'
import { compare } from '../model/problem.ts'
import type { LexiconPlan } from '../plan/plan.ts'
import { Scope } from '../plan/scope.ts'
import { arrayCode, quote } from './code.ts'
import { importsOf } from './module.ts'
import { constant, interfaceOf } from './statements.ts'

const TYPE = 'Records'
const VALUE = 'records'

/** All records of a plan, by the collections that they live in. */
export function recordsOf(plan: LexiconPlan): RecordDefinition[] {
  return [...plan.definitions.values()]
    .filter((definition) => definition.kind === 'record')
    .sort((a, b) => compare(a.id, b.id))
}

/** The module that knows every record by its collection: its type, and its schema. */
export function emitRecords(plan: LexiconPlan, records: readonly RecordDefinition[]): StatementStructures[] {
  const scope = new Scope(plan, { module: 'records', has: (name) => name === TYPE || name === VALUE })
  const types = records.map(({ id }) => ({ name: quote(id), isReadonly: true, type: scope.typeOf(id) }))
  const schemaType = `${scope.runtimeType('RecordSchema')}<unknown>`
  const entries = records.map(({ id }) => `[${quote(id)}, ${scope.valueOf(id)}]`)
  const map = `/*#__PURE__*/ new Map<string, ${schemaType}>(${arrayCode(entries)})`
  const declarations = [
    interfaceOf(TYPE, types, { description: 'What the records of each collection are.' }),
    constant(VALUE, `ReadonlyMap<string, ${schemaType}>`, map, {
      description: 'The schemas of all records, by collection.',
    }),
  ]
  return [...importsOf(scope), ...declarations]
}
