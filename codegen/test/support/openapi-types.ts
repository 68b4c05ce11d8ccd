import { createRequire } from 'node:module'
import type { Generated } from '../../src/generate.ts'

const SPEC = new URL('../../../specs/mastodon/', import.meta.url)
const NEWEST = '4.6'

/** A schema as openapi-typescript hands it to its hooks. */
interface Schema {
  readonly type?: unknown
  readonly format?: string
  readonly enum?: unknown
  readonly properties?: object
  readonly additionalProperties?: unknown
  readonly [extension: `x-${string}`]: unknown
}

/** The parts of openapi-typescript, and of its TypeScript, that are needed here. */
interface OpenapiTypescript {
  default(document: URL, options: object): Promise<unknown[]>
  astToString(nodes: unknown[]): string
}

interface TypeScript {
  readonly factory: Factory
  readonly SyntaxKind: Readonly<Record<string, number>>
}

interface Factory {
  createTypeReferenceNode(name: string): unknown
  createTypeLiteralNode(members: unknown[]): unknown
  createKeywordTypeNode(kind: number): unknown
  createUnionTypeNode(types: unknown[]): unknown
  createLiteralTypeNode(literal: unknown): unknown
  createNull(): unknown
}

/**
 * Runs openapi-typescript on the document. It does not know our extensions: where they change a type, it is told
 * so, or the types could not agree.
 */
export async function openapiTypes(): Promise<string> {
  const require = createRequire(new URL('package.json', SPEC))
  const { default: openapiTS, astToString } = require('openapi-typescript') as OpenapiTypescript
  const { factory, SyntaxKind } = require('typescript') as TypeScript
  const keyword = (name: string): unknown => factory.createKeywordTypeNode(SyntaxKind[name] as number)
  const nullType = (): unknown => factory.createLiteralTypeNode(factory.createNull())
  const union = (...names: string[]): unknown =>
    factory.createUnionTypeNode(names.map((name) => (name === 'null' ? nullType() : keyword(name))))
  const nodes = await openapiTS(new URL('openapi.yaml', SPEC), {
    silent: true,
    defaultNonNullable: false,
    inject: "import type { BinaryBody } from '@typefed/core/rest'\n",
    transform(schema: Schema) {
      // An open enum is any string.
      if (schema.enum !== undefined && schema['x-open'] === true)
        return String(schema.type) === 'string,null'
          ? union('StringKeyword', 'null')
          : keyword('StringKeyword')
      if (schema.format === 'binary') return factory.createTypeReferenceNode('BinaryBody')
      // `Record<string, never>`, which no interface fits.
      if (schema.type === 'object' && !schema.properties && !schema.additionalProperties)
        return factory.createTypeLiteralNode([])
      // Removed: no floor is sure of it.
      if (schema['x-until'] !== undefined && String(schema.type) === 'string,null')
        return union('StringKeyword', 'UndefinedKeyword', 'null')
      return undefined
    },
  })
  return astToString(nodes)
}

const ITEMS =
  'openapi-typescript does not ask how to make an enum that items or a parameter are of: x-open is lost'

/** Where the types are not the same, and why. In each, theirs fits ours. */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  Suggestion: ITEMS,
  'listSuggestions output': ITEMS,
  'adminGetDimensions body': ITEMS,
  'adminGetMeasures body': ITEMS,
  'search params': ITEMS,
  'deleteStatus output': 'x-absent-in: the content of a deleted post is not there',
}

/** A module of comparisons. */
export interface Agreement {
  readonly text: string
  /** The names of the compared parts, by the number of their line in the module. */
  readonly lines: ReadonlyMap<number, string>
}

/** A module that does not compile unless all types agree both ways, at the newest floor. */
export function agreement({ files }: Generated): Agreement {
  const texts = files.map(({ path, text }) => ({ path, text }))
  const checks: string[] = []
  const names = (pattern: RegExp, folder: string): RegExpExecArray[] =>
    texts.filter(({ path }) => path.startsWith(folder)).flatMap(({ text }) => [...text.matchAll(pattern)])
  for (const [, name = '', generic] of names(/^export (?:interface|type) (\w+)(<V)?/gm, 'schemas/')) {
    const ours = `s.${name}${generic ? `<'${NEWEST}'>` : ''}`
    checks.push(`same<${ours}, Component<'${name}'>>(true) // ${name}`)
  }
  for (const [, id = ''] of names(
    / w\.(?:endpoint|linkedEndpoint|countedEndpoint)\('(\w+)'/g,
    'operations/',
  )) {
    const value = `typeof o.${id}`
    checks.push(`same<Params<${value}>, TheirParams<'${id}'>>(true) // ${id} params`)
    checks.push(`same<Path<${value}>, TheirPath<'${id}'>>(true) // ${id} path`)
    checks.push(`same<Body<${value}>, TheirBody<'${id}'>>(true) // ${id} body`)
    checks.push(`same<Output<${value}>, TheirOutput<'${id}'>>(true) // ${id} output`)
  }
  const text = `${HELPERS}\n${checks.join('\n')}\n`
  const labelled = text.split('\n').map((line, index) => [index + 1, line.split(' // ')[1] ?? ''] as const)
  return { text, lines: new Map(labelled.filter(([, label]) => label !== '')) }
}

const HELPERS = `
import type { BinaryBody, OutputFor } from '@typefed/core/rest'
import type { components, operations } from './theirs.ts'
import type * as o from './generated/operations.ts'
import type * as s from './generated/schemas.ts'

declare function same<A, B>(agree: [A] extends [B] ? ([B] extends [A] ? true : 'theirs does not fit ours') : 'ours does not fit theirs'): void

type Component<K extends string> = components['schemas'] extends { [P in K]: infer T } ? T : 'missing'
type Op<K extends string> = operations extends { [P in K]: infer T } ? T : 'missing'

type ArgsOf<T> = T extends { readonly '~call'?: (args: infer A) => unknown } ? NonNullable<A> : never
type Params<T> = ArgsOf<T> extends { params?: infer P } ? NonNullable<P> : {}
type Body<T> = ArgsOf<T> extends { body?: infer P } ? NonNullable<P> : {}
type Path<T> = ArgsOf<T> extends { path: infer P } ? P : {}
type ResultOf<T> = T extends { readonly '~call'?: (args: never) => infer O } ? O : never
type Answer<T> = OutputFor<ResultOf<T>, '${NEWEST}'>
// A stream of events, and what may be elsewhere, is read as a Response; what has no body is void, and may be nothing
// beside a body.
type Output<T> = [Answer<T>] extends [Response] ? string : [Answer<T>] extends [void] ? undefined : Answer<T>

type Unbracketed<Q> = { [K in keyof Q as K extends \`\${infer N}[]\` ? N : K]: Q[K] }
type Declared<T> = [NonNullable<T>] extends [never] ? {} : NonNullable<T>
type TheirParams<K extends string> = Op<K> extends { parameters: { query?: infer Q } } ? Unbracketed<Declared<Q>> : 'no parameters'
type TheirPath<K extends string> = Op<K> extends { parameters: { path?: infer P } } ? Declared<P> : 'no path'
type TheirBody<K extends string> = Op<K> extends { requestBody?: infer B } ? ([NonNullable<B>] extends [never] ? {} : Nulls<ContentOf<NonNullable<B>, {}>>) : {}
// x-null-bodies: what may be left out may be null.
type Nulls<T> = T extends BinaryBody ? T : T extends (infer I)[] ? Nulls<I>[] : T extends object ? { [K in keyof T]: string extends K ? Nulls<T[K]> : {} extends Pick<T, K> ? Nulls<T[K]> | null : Nulls<T[K]> } : T
type ContentOf<R, None> = R extends { content: infer C } ? ([C] extends [never] ? None : C extends undefined ? None : C[keyof C]) : None
type Success = 200 | 202 | 204 | 206
type TheirOutput<K extends string> = Op<K> extends { responses: infer R } ? [keyof R & (301 | 302)] extends [never] ? TheirBodies<R> : string : 'no answers'
type TheirBodies<R> = { [S in keyof R]: S extends Success ? ContentOf<R[S], undefined> : never }[keyof R]
`
