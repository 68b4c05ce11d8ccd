import type { IncomingMessage } from 'node:http'
import { coerce } from './coerce.ts'
import { isObject, type Json, type Operation, type Parameter } from './document.ts'
import { type Field, nest } from './brackets.ts'

/** A body as it came, before it is checked. */
export type RawBody =
  | { kind: 'none' }
  | { kind: 'json'; value: unknown }
  | { kind: 'form' | 'multipart'; fields: readonly Field[] }
  | { kind: 'unreadable'; reason: string }

/** Reads the whole body. Never throws for what the client sent. */
export async function readBody(request: IncomingMessage): Promise<RawBody> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const bytes = Buffer.concat(chunks)
  if (bytes.length === 0) return { kind: 'none' }
  const type = request.headers['content-type'] ?? ''
  try {
    if (type.startsWith('application/json'))
      return { kind: 'json', value: JSON.parse(bytes.toString('utf8')) }
    if (type.startsWith('application/x-www-form-urlencoded')) {
      return { kind: 'form', fields: [...new URLSearchParams(bytes.toString('utf8'))] }
    }
    if (type.startsWith('multipart/form-data')) {
      const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
      return { kind: 'multipart', fields: [...form] }
    }
  } catch (cause) {
    return { kind: 'unreadable', reason: cause instanceof Error ? cause.message : String(cause) }
  }
  return { kind: 'unreadable', reason: `A body of type "${type}" cannot be read.` }
}

/** The fields of a body, in the types of the operation's schema. */
export function bodyFields(
  raw: RawBody,
  operation: Operation,
  schemas: Readonly<Record<string, Json>>,
): unknown {
  if (raw.kind === 'json') return raw.value
  if (raw.kind !== 'form' && raw.kind !== 'multipart') return {}
  return coerce(nest(raw.fields), operation.body?.schema ?? {}, schemas)
}

/** The query by parameter names, in the types of the parameters; unknown names keep their texts. */
export function queryFields(
  query: URLSearchParams,
  operation: Operation,
  schemas: Readonly<Record<string, Json>>,
): Json {
  const fields: Json = {}
  for (const name of new Set(query.keys())) {
    const parameter = operation.parameters.find((each) => each.in === 'query' && each.name === name)
    const values = query.getAll(name)
    const value = isList(parameter) ? values : values.at(-1)
    fields[name] = parameter ? coerce(value, parameter.schema, schemas) : value
  }
  return fields
}

function isList(parameter: Parameter | undefined): boolean {
  return isObject(parameter?.schema) && parameter.schema.type === 'array'
}
