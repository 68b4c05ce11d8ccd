import { describe, expect, it } from 'vitest'
import type { DefinitionModel } from '../model/definition.ts'
import type { SchemaModel } from '../model/schema.ts'
import { planOf } from '../../test/support/lexicons.ts'
import { Scope } from '../plan/scope.ts'
import { emitDefinition } from './definition.ts'
import { walk } from './walk.ts'

const plan = planOf([])
const scope = new Scope(plan, { module: 'lexicons/a', has: () => false })

describe('emitting', () => {
  it('refuses a kind of schema that it does not know', () => {
    const model = { kind: 'float' } as unknown as SchemaModel
    for (const emit of [walk.type, walk.schema]) {
      expect(() => emit(model, scope)).toThrow('no emitter for the kind float')
    }
    expect(() => walk.surface(model)).toThrow('no emitter for the kind float')
  })

  it('refuses a kind of definition that it does not know', () => {
    const definition = { kind: 'table', id: 'a.b.c', name: 'main' } as unknown as DefinitionModel
    expect(() => emitDefinition(definition, plan, scope)).toThrow('no emitter for the definition kind table')
  })

  it('refuses a string format that it does not know', () => {
    expect(() => walk.schema({ kind: 'string', format: 'phone' }, scope)).toThrow(
      'there is no schema for the string format phone',
    )
  })

  it('refuses a name that nothing has', () => {
    expect(() => scope.typeOf('a.b.c')).toThrow('a name was asked for that nothing has')
  })
})
