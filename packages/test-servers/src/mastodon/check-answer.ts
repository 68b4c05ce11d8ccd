import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { type AnswerShape, isObject, type Json, type Operation, strings } from './document.ts'
import { FORMATS } from './formats.ts'

/** Finds what is wrong with an answer's body; undefined: nothing. */
export type AnswerCheck = (operation: Operation, shape: AnswerShape, body: unknown) => string | undefined

/** @param schemas as the pretended version has them */
export function createAnswerCheck(schemas: Readonly<Record<string, Json>>): AnswerCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: FORMATS, logger: false })
  ajv.addSchema({ $id: 'document', components: { schemas: onTheWire(schemas) } })
  const compiled = new Map<string, ValidateFunction>()
  return (operation, shape, body) => {
    if (!shape.schema) return undefined
    const text = JSON.stringify(shape.schema).replaceAll('"$ref":"#/', '"$ref":"document#/')
    const schema: unknown = JSON.parse(text)
    const validate = compiled.get(text) ?? ajv.compile(isObject(schema) ? schema : {})
    compiled.set(text, validate)
    if (validate(body)) return undefined
    const wrong = (validate.errors ?? []).filter((error) => !isLeftOut(error, operation, schemas))
    if (wrong.length === 0) return undefined
    return wrong
      .map((error) => `${error.instancePath || 'the body'} ${error.message ?? 'is wrong'}`)
      .join('; ')
  }
}

/** The schemas with the types that are sent where those differ from what is described. */
function onTheWire(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(onTheWire)
  if (!isObject(node)) return node
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, onTheWire(value)]))
  const types = strings(node['x-wire-type']).map((type) => type.split(':')[0])
  if (types.length === 0) return copy
  const described = Array.isArray(node.type) ? strings(node.type) : [String(node.type)]
  return { ...copy, type: [...new Set([...described, ...types])] }
}

/** Whether `x-absent-in` allows the operation to leave out what is required. */
function isLeftOut(
  error: ErrorObject,
  operation: Operation,
  schemas: Readonly<Record<string, Json>>,
): boolean {
  const name: unknown = error.params.missingProperty
  if (error.keyword !== 'required' || typeof name !== 'string') return false
  return Object.values(schemas).some((schema) => {
    const property = isObject(schema.properties) ? schema.properties[name] : undefined
    const absent = isObject(property) ? property['x-absent-in'] : undefined
    return Array.isArray(absent) && absent.includes(operation.id)
  })
}
