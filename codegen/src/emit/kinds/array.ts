import type { ArrayModel } from '../../model/schema.ts'
import { groupType, listCode } from '../code.ts'
import { bounds, factsOf, type KindEmitter } from '../kind.ts'

export const arrayKind: KindEmitter<ArrayModel> = {
  type: ({ items }, scope, walk) => `${groupType(walk.type(items, scope))}[]`,

  schema({ items, minLength, maxLength }, scope, walk) {
    const limits = bounds({ minLength, maxLength })
    const item = walk.schema(items, scope)
    if (limits === '') return `${scope.runtime('array')}(${item})`
    return item.includes('\n')
      ? `${scope.runtime('array')}(${item}, ${limits})`
      : listCode(`${scope.runtime('array')}(`, [item, limits], ')')
  },

  surface: ({ items }, walk) => `${walk.surface(items)}[]`,
  facts: ({ minLength, maxLength }) => factsOf({ minItems: minLength, maxItems: maxLength }),
}
