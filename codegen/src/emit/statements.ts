import {
  type InterfaceDeclarationStructure,
  type OptionalKind,
  type PropertySignatureStructure,
  type StatementStructures,
  StructureKind,
  type TypeAliasDeclarationStructure,
  type TypeParameterDeclarationStructure,
  VariableDeclarationKind,
  type VariableStatementStructure,
} from 'ts-morph'
import type { Described, Elsewhere, ObjectModel, PropertyModel, SchemaModel } from '../model/schema.ts'
import { walkSchema } from '../model/schema.ts'
import type { Scope } from '../plan/scope.ts'
import { quote, typeKey } from './code.ts'
import { type Docs, docsOf, factsFor } from './docs.ts'
import { walk } from './walk.ts'

/** `export const name: type = code`. */
export function constant(name: string, type: string, code: string, docs: Docs): VariableStatementStructure {
  return {
    kind: StructureKind.VariableStatement,
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    declarations: [{ name, type, initializer: code }],
    docs: docsOf(docs),
  }
}

/** `export type name = type`. */
export function typeAlias(name: string, type: string, docs: Docs): TypeAliasDeclarationStructure {
  return { kind: StructureKind.TypeAlias, isExported: true, name, type, docs: docsOf(docs) }
}

/** `export interface name { … }`. */
export function interfaceOf(
  name: string,
  properties: OptionalKind<PropertySignatureStructure>[],
  docs: Docs,
): InterfaceDeclarationStructure {
  return { kind: StructureKind.Interface, isExported: true, name, properties, docs: docsOf(docs) }
}

/** `<V extends Floor = AnyVersion>`. */
export function floorParameter(scope: Scope): TypeParameterDeclarationStructure {
  return {
    kind: StructureKind.TypeParameter,
    name: 'V',
    constraint: scope.versionType('Floor'),
    default: scope.versionType('AnyVersion'),
  }
}

/** The type of a schema under a name, and the interfaces of the objects inside it. */
export function declareType(
  name: string,
  schema: SchemaModel,
  scope: Scope,
  docs: Docs,
  tag?: string,
): StatementStructures[] {
  return [declareOwn(name, schema, scope, docs, tag), ...declareInline(schema, scope)]
}

function declareOwn(
  name: string,
  schema: SchemaModel,
  scope: Scope,
  docs: Docs,
  tag?: string,
): StatementStructures {
  if (schema.kind === 'object') return objectInterface(name, schema, scope, docs, tag)
  const inside = scope.withFloor('V')
  const alias = typeAlias(name, walk.type(schema, inside), { ...docs, facts: factsFor(schema) })
  return scope.isGeneric(schema) ? { ...alias, typeParameters: [floorParameter(scope)] } : alias
}

/** The interfaces of the objects inside a schema. */
export function declareInline(schema: SchemaModel, scope: Scope): StatementStructures[] {
  const [, ...inside] = walkSchema(schema)
  return [...new Set(inside)]
    .filter((inner) => inner.kind === 'object')
    .map((object) => objectInterface(scope.withFloor('').inlineOf(object), object, scope, object))
}

function objectInterface(
  name: string,
  object: ObjectModel,
  scope: Scope,
  docs: Docs,
  tag?: string,
): InterfaceDeclarationStructure {
  const inside = scope.withFloor('V')
  const structure = interfaceOf(name, properties(object, inside, tag), docs)
  const bases = (object.extends ?? []).map(({ target }) => inside.typeOf(target))
  return {
    ...structure,
    ...(bases.length > 0 && { extends: bases }),
    ...(scope.isGeneric(object) && { typeParameters: [floorParameter(scope)] }),
  }
}

function properties(
  object: ObjectModel,
  scope: Scope,
  tag?: string,
): OptionalKind<PropertySignatureStructure>[] {
  const tagged = tag === undefined ? [] : [{ name: '$type', type: quote(tag), hasQuestionToken: true }]
  return [...tagged, ...object.properties.map((property) => propertyOf(property, scope))]
}

function propertyOf(property: PropertyModel, scope: Scope): OptionalKind<PropertySignatureStructure> {
  const { name, schema, required, elsewhere } = property
  const nullable = property.nullable || scope.takesNull(property)
  const type = walk.type(schema, scope)
  const gate = scope.gateOf(property)
  const described = schema.kind === 'array' && schema.description === undefined ? schema.items : schema
  return {
    name: typeKey(name),
    type: gatedType(nullable ? nullableType(type) : type, gate, scope),
    hasQuestionToken: !required,
    docs: docsOf({ ...withElsewhere(described, elsewhere), facts: factsFor(schema) }),
  }
}

/** Adds a sentence on other software. The type stays that of the described server. */
function withElsewhere(described: Described, elsewhere: Elsewhere = []): Described {
  const ways = [
    ...(elsewhere.includes('absent') ? ['leave it out'] : []),
    ...(elsewhere.includes('null') ? ['send null'] : []),
    ...(elsewhere.some((type) => type !== 'absent' && type !== 'null') ? ['send something else'] : []),
  ]
  if (ways.length === 0) return described
  const sentence = `Other software may ${ways.join(' or ')}.`
  return { ...described, description: [described.description, sentence].filter(Boolean).join(' ') }
}

function gatedType(type: string, gate: string | undefined, scope: Scope): string {
  return gate === undefined ? type : scope.since(gate, type)
}

function nullableType(type: string): string {
  return type.includes('\n') ? `${type}\n  | null` : `${type} | null`
}
