import type { StringModel } from '../../model/schema.ts'
import { arrayCode, quote, unionType } from '../code.ts'
import { bounds, factsOf, type KindEmitter } from '../kind.ts'

/** The functions of the runtime library, by format. */
const FORMATS: Readonly<Record<string, string>> = {
  'at-identifier': 'atIdentifier',
  'at-uri': 'atUri',
  cid: 'cid',
  datetime: 'datetime',
  did: 'did',
  handle: 'handle',
  language: 'language',
  nsid: 'nsid',
  'record-key': 'recordKey',
  tid: 'tid',
  uri: 'uri',
}

export const stringKind: KindEmitter<StringModel> = {
  type(model) {
    if (model.const !== undefined) return quote(model.const)
    if (model.enum) return unionType(model.enum.map(quote))
    return model.knownValues?.length
      ? unionType([...model.knownValues.map(quote), '(string & {})'])
      : 'string'
  },

  schema(model, scope) {
    if (model.const !== undefined) return `${scope.runtime('constant')}(${quote(model.const)})`
    if (model.enum) return `${scope.runtime('oneOf')}(${arrayCode(model.enum.map(quote))})`
    return `${scope.runtime(formatFunction(model.format))}(${bounds(lengths(model))})`
  },

  surface: (model) => (model.const === undefined ? 'string' : JSON.stringify(model.const)),

  facts(model) {
    return factsOf(
      {
        format: model.format,
        ...lengths(model),
        enum: model.enum,
        knownValues: model.knownValues,
        default: model.default,
      },
      { minLength: 'bytes', maxLength: 'bytes' },
    )
  },
}

function lengths(model: StringModel): Record<string, number | undefined> {
  const { minLength, maxLength, minGraphemes, maxGraphemes } = model
  return { minLength, maxLength, minGraphemes, maxGraphemes }
}

function formatFunction(format: string | undefined): string {
  if (format === undefined) return 'string'
  const name = FORMATS[format]
  if (name === undefined) throw new Error(`there is no schema for the string format ${format}`)
  return name
}
