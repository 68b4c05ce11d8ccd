import { Refusal } from './answer.ts'
import { armsOf } from './at-version.ts'
import { child, isObject, type Json, schemaOf } from './document.ts'
import { existsIn } from './version.ts'

type Schemas = Readonly<Record<string, Json>>

/** Columns of a database whose values are counted: one that the server does not know ends in an error of its own. */
const COUNTED = new Set(['filter_action', 'category'])

/**
 * Refuses a body with a value that is newer than the pretended version, which therefore never keeps one.
 *
 * @throws Refusal 500 for `filter_action` and `category`, 422 for others
 */
export function refuseNewerValues(body: unknown, schema: Json, schemas: Schemas, version: string): void {
  const name = newerValue(body, schema, schemas, version, '')
  if (name === undefined) return
  if (COUNTED.has(name)) throw new Refusal(500, 'Internal Server Error', { status: 500 })
  throw new Refusal(422, `Validation failed: ${name} is not included in the list`)
}

/** Whether a schema of one value has `value` at a version. */
export function isKnownValue(schema: Json | undefined, value: string, version: string): boolean {
  const since = child(schema, 'x-enum-since')?.[value]
  return typeof since !== 'string' || existsIn(version, { since, until: undefined })
}

/** The name of the first field with such a value. */
function newerValue(
  value: unknown,
  schema: Json,
  schemas: Schemas,
  version: string,
  name: string,
): string | undefined {
  if (typeof schema.$ref === 'string') {
    return newerValue(value, schemaOf({ schemas }, schema.$ref), schemas, version, name)
  }
  for (const arm of armsOf(schema)) {
    const found = newerValue(value, arm, schemas, version, name)
    if (found !== undefined) return found
  }
  if (typeof value === 'string') return isKnownValue(schema, value, version) ? undefined : name
  const children: [string, unknown, Json | undefined][] = Array.isArray(value)
    ? value.map((item) => [name, item, child(schema, 'items')])
    : Object.entries(isObject(value) ? value : {}).map(([key, each]) => [
        key,
        each,
        child(child(schema, 'properties'), key),
      ])
  for (const [key, each, inner] of children) {
    const found = inner && newerValue(each, inner, schemas, version, key)
    if (found !== undefined) return found
  }
  return undefined
}
