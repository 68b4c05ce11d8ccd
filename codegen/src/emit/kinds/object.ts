import type { ObjectModel, PropertyModel } from '../../model/schema.ts'
import type { Scope } from '../../plan/scope.ts'
import { tallObjectCode } from '../code.ts'
import type { KindEmitter, Walk } from '../kind.ts'

/** An object inside another schema: its interface stands beside. */
export const objectKind: KindEmitter<ObjectModel> = {
  type: (model, scope) => scope.inlineOf(model),
  schema: (model, scope, walk) => `${scope.runtime('object')}(${fieldsCode(model, scope, walk)})`,
  surface: () => 'object',
  facts: () => [],
}

/** `() => ({ … })`: the fields, made at the first validation. */
export function fieldsCode({ properties }: ObjectModel, scope: Scope, walk: Walk): string {
  const fields = properties.map((property) => [property.name, fieldCode(property, scope, walk)] as const)
  return `() => (${tallObjectCode(fields)})`
}

function fieldCode({ schema, required, nullable }: PropertyModel, scope: Scope, walk: Walk): string {
  const inner = walk.schema(schema, scope)
  const nullish = nullable ? `${scope.runtime('nullable')}(${inner})` : inner
  return required ? nullish : `${scope.runtime('optional')}(${nullish})`
}
