import type { RefModel, UnionModel } from '../../model/schema.ts'
import { listCode, unionType } from '../code.ts'
import { factsOf, type KindEmitter } from '../kind.ts'

export const refKind: KindEmitter<RefModel> = {
  type: ({ target }, scope) => scope.typeOf(target),
  schema: ({ target }, scope) =>
    // What is sent may be for a server that is newer than the description.
    scope.use !== 'received' && scope.isOpenEnum(target)
      ? `${scope.runtime('string')}()`
      : scope.isToken(target)
        ? `${scope.runtime('token')}(${scope.valueOf(target)})`
        : scope.valueOf(target),
  surface: ({ target }) => target,
  facts: () => [],
}

export const unionKind: KindEmitter<UnionModel> = {
  type({ members, closed }, scope) {
    const typed = members.map(({ target }) => `${scope.runtimeType('Typed')}<${scope.typeOf(target)}>`)
    return unionType(closed ? typed : [...typed, scope.runtimeType('Unknown')])
  },
  schema({ members, closed }, scope) {
    const values = members.map(({ target }) => scope.valueOf(target))
    return `${scope.runtime(closed ? 'closedUnion' : 'union')}(() => ${listCode('[', [...new Set(values)], ']')})`
  },
  surface: ({ closed }) => (closed ? 'closed union' : 'union'),
  facts: ({ members }) =>
    factsOf({ of: members.length > 0 ? members.map(({ target }) => target) : undefined }),
}
