import type { StringModel } from '../../model/schema.ts'
import { arrayCode, quote, unionType } from '../code.ts'
import { bounds, factsOf, type KindEmitter, tolerantCode } from '../kind.ts'
import type { Scope } from '../../plan/scope.ts'

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
  date: 'date',
  'date-or-date-time': 'dateOrDateTime',
  'date-time': 'dateTime',
  numeric: 'numeric',
}

/** Bytes that a text of a format has at the most, by its grammar. */
const LONGEST: Readonly<Record<string, number>> = {
  cid: 256,
  did: 2048,
  handle: 253,
  nsid: 317,
  'record-key': 512,
  tid: 13,
}

/** Formats that are for people: servers differ in what they make of them. */
const UNCHECKED: ReadonlySet<string> = new Set(
  'html email ip ip-cidr blurhash sha256-hex WxH unix-timestamp'.split(' ').concat('x,y floats'),
)

export const stringKind: KindEmitter<StringModel> = {
  type(model) {
    if (model.const !== undefined) return quote(model.const)
    if (model.enum) return unionType([...model.enum.map(quote), ...(model.open ? ['(string & {})'] : [])])
    return model.knownValues?.length
      ? unionType([...model.knownValues.map(quote), '(string & {})'])
      : 'string'
  },

  schema(model, scope) {
    if (model.const !== undefined) return `${scope.runtime('constant')}(${quote(model.const)})`
    // What is sent may be for a server that is newer than the description.
    if (model.enum && model.open && scope.use !== 'received') return `${scope.runtime('string')}()`
    if (model.enum) return `${scope.runtime('oneOf')}(${arrayCode(model.enum.map(quote))})`
    return tolerantCode(boundedCode(model, scope), model, scope)
  },

  surface: (model) => (model.const === undefined ? 'string' : JSON.stringify(model.const)),

  facts(model) {
    return factsOf(
      {
        format: model.format,
        ...lengths(model),
        enum: model.enum,
        knownValues: model.knownValues,
        open: model.open,
        default: model.default,
        alsoSent: model.alsoSent,
      },
      { minLength: 'bytes', maxLength: 'bytes' },
    )
  },
}

/** Only lengths that are there are looked at: what counts them is no part of a bundle that has none. */
function boundedCode(model: StringModel, scope: Scope): string {
  const format = formatFunction(model.format)
  const isImplied = (model.maxLength ?? 0) >= (LONGEST[model.format ?? ''] ?? Infinity)
  const constraints = bounds({ ...lengths(model), ...(isImplied && { maxLength: undefined }) })
  const inner = `${scope.runtime(format)}()`
  if (!constraints) return inner
  const args = format === 'string' ? constraints : `${constraints}, ${inner}`
  return `${scope.runtime('bounded')}(${args})`
}

function lengths(model: StringModel): Record<string, number | undefined> {
  const { minLength, maxLength, minGraphemes, maxGraphemes, minCharacters, maxCharacters } = model
  return { minLength, maxLength, minGraphemes, maxGraphemes, minCharacters, maxCharacters }
}

function formatFunction(format: string | undefined): string {
  if (format === undefined || UNCHECKED.has(format)) return 'string'
  const name = FORMATS[format]
  if (name === undefined) throw new Error(`there is no schema for the string format ${format}`)
  return name
}
