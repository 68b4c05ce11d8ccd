import type { ChoiceModel, MapModel, NullableModel } from '../../model/schema.ts'
import { groupType, listCode, unionType } from '../code.ts'
import type { KindEmitter } from '../kind.ts'

export const mapKind: KindEmitter<MapModel> = {
  type: ({ values }, scope, walk) => `{ [key: string]: ${walk.type(values, scope)} }`,
  schema: ({ values }, scope, walk) => `${scope.runtime('map')}(${walk.schema(values, scope)})`,
  surface: ({ values }, walk) => `{${walk.surface(values)}}`,
  facts: () => [],
}

export const choiceKind: KindEmitter<ChoiceModel> = {
  type: ({ forms }, scope, walk) => unionType(forms.map((form) => walk.type(form, scope))),
  schema({ forms }, scope, walk) {
    const codes = forms.map((form) => walk.schema(form, scope))
    return `${scope.runtime('choice')}(() => ${listCode('[', [...new Set(codes)], ']')})`
  },
  surface: ({ forms }, walk) => [...new Set(forms.map((form) => walk.surface(form)))].join('|'),
  facts: () => [],
}

export const nullableKind: KindEmitter<NullableModel> = {
  type: ({ inner }, scope, walk) => `${groupType(walk.type(inner, scope))} | null`,
  schema: ({ inner }, scope, walk) => `${scope.runtime('nullable')}(${walk.schema(inner, scope)})`,
  surface: ({ inner }, walk) => `${walk.surface(inner)}|null`,
  facts: () => [],
}
