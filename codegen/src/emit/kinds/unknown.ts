import type { AnyModel, NullModel, UnknownModel } from '../../model/schema.ts'
import { listCode, unionType } from '../code.ts'
import { factsOf, type KindEmitter } from '../kind.ts'

export const unknownKind: KindEmitter<UnknownModel> = {
  type({ records }, scope) {
    if (records) {
      const members = records.map((id) => `${scope.runtimeType('Typed')}<${scope.typeOf(id)}>`)
      return unionType([...members, scope.runtimeType('Unknown')])
    }
    switch (scope.use) {
      case 'params':
        return 'unknown'
      // A caller's own interface has no index signature, and must fit.
      case 'sent':
        return 'object'
      default:
        return scope.runtimeType('UnknownObject')
    }
  },

  schema({ records }, scope) {
    if (!records) return `${scope.runtime('unknown')}()`
    const members = records.map((id) => scope.valueOf(id))
    return `${scope.runtime('union')}(() => ${listCode('[', members, ']')})`
  },

  surface: () => 'unknown',
  facts: ({ records }) => factsOf({ records }),
}

export const anyKind: KindEmitter<AnyModel> = {
  type: () => 'unknown',
  schema: (_, scope) => `${scope.runtime('anything')}()`,
  surface: () => 'any',
  facts: () => [],
}

export const nullKind: KindEmitter<NullModel> = {
  type: () => 'null',
  schema: (_, scope) => `${scope.runtime('nothing')}()`,
  surface: () => 'null',
  facts: () => [],
}
