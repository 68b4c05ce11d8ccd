import {
  type Check,
  type Fields,
  isObject,
  objectCheck,
  resolve,
  type Schema,
  schema,
} from '../wire/index.ts'
import { checkData, type UnknownObject } from './data.ts'

/** An object that is named by a `$type`: the form that a member of a union has. */
export type Typed<T extends { $type?: string }> = T & { $type: NonNullable<T['$type']> }

/**
 * The tag of the unknown arm. An enum member is a unit type that is equal to no string literal, so comparing `$type`
 * with one narrows a union, and what is left in `default:` is `Unknown`. It exists in types only.
 */
export declare enum UnknownType {
  Value = '?',
}

/** A member of an open union that this client does not know: it came with a newer lexicon, or with another app's. */
export interface Unknown {
  $type: UnknownType
  [key: string]: unknown
}

/** Sends a member that the lexicon does not list, where a union is open. */
export function asUnknown(value: { $type: string; [key: string]: unknown }): Unknown {
  return value as unknown as Unknown
}

/** An object definition: its `$type` may be absent, and must be right if it is there. */
export function typed<T>(tag: string, fields: Fields): Schema<T> {
  return schema('an object', objectCheck(fields, tag), { tag })
}

/** What a record's key must be: `tid`, `nsid`, `any`, or `literal:self`. */
export type RecordKeyType = 'tid' | 'nsid' | 'any' | `literal:${string}`

/** The schema of a record, which also says where such records live. */
export interface RecordSchema<out T, out Key extends RecordKeyType = RecordKeyType> extends Schema<T> {
  readonly nsid: string
  readonly recordKey: Key
}

export function record<T, Key extends RecordKeyType>(
  nsid: string,
  recordKey: Key,
  fields: Fields,
): RecordSchema<T, Key> {
  return Object.assign(typed<T>(nsid, fields), { nsid, recordKey })
}

/** One of several objects, told apart by `$type`. Others pass in lenient mode, and in strict mode with any `$type`. */
export function union<T>(members: () => readonly Schema<unknown>[]): Schema<T> {
  return unionOf(members, true)
}

/** One of several objects, told apart by `$type`. Others pass in lenient mode only. */
export function closedUnion<T>(members: () => readonly Schema<unknown>[]): Schema<T> {
  return unionOf(members, false)
}

function unionOf<T>(members: () => readonly Schema<unknown>[], open: boolean): Schema<T> {
  let byTag: Map<unknown, Check> | undefined
  // Runs of one kind are common, and comparing two strings is cheaper than hashing one.
  let lastTag: unknown
  let lastCheck: Check | undefined
  const find = (tag: unknown): Check | undefined => (byTag ??= index(members())).get(tag)
  const check: Check = (value, context) => {
    if (!isObject(value)) return context.fail('an object with a $type', value)
    const tag = (value as UnknownObject)['$type']
    if (lastCheck !== undefined && tag === lastTag) return lastCheck(value, context)
    const known = find(tag)
    if (known) {
      lastTag = tag
      lastCheck = known
      return known(value, context)
    }
    if (!context.strict) return true
    if (typeof tag !== 'string') return context.failAt('$type', 'a string', tag)
    if (open) return checkData(value, context)
    return context.failAt('$type', `one of ${[...index(members()).keys()].join(', ')}`, tag)
  }
  const knows = (value: object): boolean => find((value as UnknownObject)['$type']) !== undefined
  return schema('an object with a $type', check, { knows })
}

function index(members: readonly Schema<unknown>[]): Map<unknown, Check> {
  const byTag = new Map<unknown, Check>()
  for (const member of members) {
    const { tag, check } = resolve(member)['~wire']
    byTag.set(tag, check)
    if (!tag?.includes('#')) byTag.set(`${tag}#main`, check)
  }
  return byTag
}
