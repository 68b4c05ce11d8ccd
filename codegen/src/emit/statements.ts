import {
  type InterfaceDeclarationStructure,
  type OptionalKind,
  type PropertySignatureStructure,
  type StatementStructures,
  StructureKind,
  type TypeAliasDeclarationStructure,
  VariableDeclarationKind,
  type VariableStatementStructure,
} from 'ts-morph'
import type { ObjectModel, PropertyModel, SchemaModel } from '../model/schema.ts'
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

/** The type of a schema under a name, and the interfaces of the objects inside it. */
export function declareType(
  name: string,
  schema: SchemaModel,
  scope: Scope,
  docs: Docs,
  tag?: string,
): StatementStructures[] {
  const own =
    schema.kind === 'object'
      ? interfaceOf(name, properties(schema, scope, tag), docs)
      : typeAlias(name, walk.type(schema, scope), { ...docs, facts: factsFor(schema) })
  return [own, ...declareInline(schema, scope)]
}

function declareInline(schema: SchemaModel, scope: Scope): StatementStructures[] {
  const [, ...inside] = walkSchema(schema)
  return inside
    .filter((inner) => inner.kind === 'object')
    .map((object) => interfaceOf(scope.inlineOf(object), properties(object, scope), object))
}

function properties(
  object: ObjectModel,
  scope: Scope,
  tag?: string,
): OptionalKind<PropertySignatureStructure>[] {
  const tagged = tag === undefined ? [] : [{ name: '$type', type: quote(tag), hasQuestionToken: true }]
  return [...tagged, ...object.properties.map((property) => propertyOf(property, scope))]
}

function propertyOf(
  { name, schema, required, nullable }: PropertyModel,
  scope: Scope,
): OptionalKind<PropertySignatureStructure> {
  const type = walk.type(schema, scope)
  const described = schema.kind === 'array' && schema.description === undefined ? schema.items : schema
  return {
    name: typeKey(name),
    type: nullable ? nullableType(type) : type,
    hasQuestionToken: !required,
    docs: docsOf({ ...described, facts: factsFor(schema) }),
  }
}

function nullableType(type: string): string {
  return type.includes('\n') ? `${type}\n  | null` : `${type} | null`
}
