import type { ObjectModel, PropertyModel } from '../../model/schema.ts'
import type { Scope } from '../../plan/scope.ts'
import { arrayCode, quote, tallObjectCode } from '../code.ts'
import { factsOf, type KindEmitter, type Walk } from '../kind.ts'

/** An object inside another schema: its interface stands beside. */
export const objectKind: KindEmitter<ObjectModel> = {
  type: (model, scope) => scope.inlineOf(model),
  schema(model, scope, walk) {
    const fields = fieldsCode(model, scope, walk)
    if (!model.extends) return `${scope.runtime('object')}(${fields})`
    const bases = model.extends.map(({ target }) => scope.valueOf(target))
    return `${scope.runtime('extended')}(() => ${arrayCode(bases)}, ${fields})`
  },
  surface: () => 'object',
  facts: ({ extends: bases }) => factsOf({ extends: bases?.map(({ target }) => target) }),
}

/** `() => ({ … })`: the fields, made at the first validation. */
export function fieldsCode({ properties }: ObjectModel, scope: Scope, walk: Walk): string {
  const fields = properties.map((property) => [property.name, fieldCode(property, scope, walk)] as const)
  return `() => (${tallObjectCode(fields)})`
}

function fieldCode(property: PropertyModel, scope: Scope, walk: Walk): string {
  const { schema, required, nullable, elsewhere } = property
  const inner = walk.schema(schema, scope)
  const nullOr = nullable ? `${scope.runtime('nullable')}(${inner})` : inner
  const nullish = elsewhere
    ? `${scope.runtime('tolerant')}(${nullOr}, ${arrayCode(elsewhere.map(quote))})`
    : nullOr
  if (required && scope.gateOf(property) === undefined) return nullish
  return `${scope.runtime(scope.takesNull(property) ? 'clearable' : 'optional')}(${nullish})`
}
