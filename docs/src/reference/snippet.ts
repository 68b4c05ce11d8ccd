import {
  type DefinitionModel,
  type Definitions,
  findPageItems,
  isEndpoint,
  jsonSchema,
  type ObjectModel,
  type OperationDefinition,
  resolveSchema,
  type SchemaModel,
} from '@typefed/codegen/documents'
import { requiredOf, sampleOf } from './sample.ts'

/** The least call of a definition that a program can make; nothing for what cannot be called. */
export function snippetOf(definition: DefinitionModel, definitions: Definitions): string | undefined {
  if (definition.kind === 'operation') return operationSnippet(definition, definitions)
  if (definition.kind === 'record')
    return recordSnippet(definition.id, definition.key, definition.schema, definitions)
  if (!isEndpoint(definition)) return undefined
  const call = `client.${definition.id}`
  const params = definition.params ? braces(requiredOf(definition.params, definitions)) : ''
  if (definition.kind === 'subscription') {
    return `for await (const message of ${call}(${params})) console.log(message.$type)`
  }
  if (definition.kind === 'query') {
    const page = findPageItems(definition, definitions)
    const items = page && 'property' in page ? `${call}.paginate(${params})` : undefined
    const head = `${outputOf(definition.output, definitions)}await ${call}(${params})`
    return items === undefined ? head : `${head}\nfor await (const item of ${items}) console.log(item)`
  }
  const { input } = definition
  const schema = jsonSchema(input)
  const body = schema ? sampleOf(schema, definitions) : input ? 'file' : ''
  const options = params === '' ? '' : `${body === '' ? 'undefined' : ''}, { params: ${params} }`
  return `${outputOf(definition.output, definitions)}await ${call}(${body}${options})`
}

function recordSnippet(id: string, key: string, schema: ObjectModel, definitions: Definitions): string {
  const record = sampleOf(schema, definitions)
  if (key.startsWith('literal:')) return `await client.${id}.put(${record})`
  const options = key === 'nsid' ? ", { rkey: 'com.example.thing' }" : ''
  return `const { uri, cid } = await client.${id}.create(${record}${options})`
}

function operationSnippet(operation: OperationDefinition, definitions: Definitions): string {
  const { route, method, routeParams, params, body, paging, answer } = operation
  let next = 0
  const path = route
    .split('/')
    .slice(1)
    .reduce((code, segment) => {
      if (segment.startsWith('{')) return `${code}(${routeParams[next++]?.name})`
      return /^[A-Za-z_$][\w$]*$/.test(segment) ? `${code}.${segment}` : `${code}['${segment}']`
    }, 'client')
  const required = params ? requiredOf(params, definitions) : ''
  const fields = body && body.schema.kind === 'object' ? requiredOf(body.schema, definitions) : ''
  const sent = body && body.schema.kind !== 'object' ? sampleOf(body.schema, definitions) : braces(fields)
  const parts = [
    ...(required === '' ? [] : [`params: { ${required} }`]),
    ...(body && (body.required || fields !== '') ? [`body: ${sent || '{}'}`] : []),
    ...operation.headers.filter((header) => header.required).map(({ name }) => `${name}: '…'`),
  ]
  const args = braces(parts.join(', '))
  const head = `${answer.schema ? 'const answer = ' : ''}await ${path}.${method}(${args})`
  if (!paging) return head
  return `${head}\nfor await (const item of ${path}.${method}.paginate(${args})) console.log(item)`
}

function braces(fields: string): string {
  return fields === '' ? '' : `{ ${fields} }`
}

function outputOf(
  body: { schema?: SchemaModel; encoding: string } | undefined,
  definitions: Definitions,
): string {
  if (!body) return ''
  const schema = body.schema && resolveSchema(body.schema, definitions)
  if (schema?.kind !== 'object') return 'const answer = '
  const names = schema.properties
    .map(({ name }) => name)
    .filter((name) => /^[a-z]\w*$/i.test(name) && !TAKEN.has(name))
  return names.length === 0 || names.length > 4 ? 'const answer = ' : `const { ${names.join(', ')} } = `
}

/** What a snippet has under this name, or cannot have. */
const TAKEN = new Set(['client', 'item', 'default', 'blob'])
