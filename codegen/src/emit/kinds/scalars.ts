import type { BooleanModel, CidLinkModel, IntegerModel, NumberModel, TokenModel } from '../../model/schema.ts'
import { unionType } from '../code.ts'
import { bounds, factsOf, type KindEmitter, tolerantCode } from '../kind.ts'

export const integerKind: KindEmitter<IntegerModel> = {
  type(model) {
    if (model.const !== undefined) return String(model.const)
    return model.enum ? unionType(model.enum.map(String)) : 'number'
  },
  schema(model, scope) {
    const { minimum, maximum } = model
    if (model.const !== undefined) return `${scope.runtime('constant')}(${model.const})`
    if (model.enum) return `${scope.runtime('oneOf')}([${model.enum.join(', ')}])`
    return tolerantCode(`${scope.runtime('integer')}(${bounds({ minimum, maximum })})`, model, scope)
  },
  surface: (model) => (model.const === undefined ? 'integer' : String(model.const)),
  facts: ({ minimum, maximum, clamp, enum: values, default: fallback, alsoSent }) =>
    factsOf({ minimum, maximum, clamp, enum: values, default: fallback, alsoSent }),
}

export const numberKind: KindEmitter<NumberModel> = {
  type: () => 'number',
  schema: ({ minimum, maximum }, scope) => `${scope.runtime('number')}(${bounds({ minimum, maximum })})`,
  surface: () => 'number',
  facts: ({ minimum, maximum, default: fallback }) => factsOf({ minimum, maximum, default: fallback }),
}

export const booleanKind: KindEmitter<BooleanModel> = {
  type: (model) => (model.const === undefined ? 'boolean' : String(model.const)),
  schema: (model, scope) =>
    model.const === undefined
      ? `${scope.runtime('boolean')}()`
      : `${scope.runtime('constant')}(${model.const})`,
  surface: (model) => (model.const === undefined ? 'boolean' : String(model.const)),
  facts: (model) => factsOf({ default: model.default }),
}

export const cidLinkKind: KindEmitter<CidLinkModel> = {
  type: (_, scope) => scope.runtimeType('CidLink'),
  schema: (_, scope) => `${scope.runtime('cidLink')}()`,
  surface: () => 'cid-link',
  facts: () => [],
}

/** A token is emitted as a definition; elsewhere it is only referred to. */
export const tokenKind: KindEmitter<TokenModel> = {
  type: () => {
    throw new Error('a token stands for itself only as a definition')
  },
  schema: () => {
    throw new Error('a token stands for itself only as a definition')
  },
  surface: () => 'token',
  facts: () => [],
}
