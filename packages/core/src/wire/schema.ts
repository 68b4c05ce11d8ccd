import { type Check, validate } from './context.ts'
import { type SchemaIssue, toSchemaIssue } from './issue.ts'

/**
 * A schema for values as they stand on the wire. It checks JSON in place, never copies and never transforms.
 *
 * It keeps valibot's `BaseSchema` contract, so `v.parse(schema, data)`, `v.safeParse`, `v.pipe(schema, …)` and every
 * taker of Standard Schema accept it; `v.GenericSchema<unknown, T>` is its type there. Through these it checks
 * strictly: every constraint of the description is enforced.
 */
export interface Schema<out T> {
  readonly kind: 'schema'
  readonly type: string
  // oxlint-disable-next-line typescript/no-explicit-any -- valibot's contract spells it so
  readonly reference: (...args: any[]) => Schema<unknown>
  readonly expects: string
  readonly async: false
  readonly '~standard': StandardProps<T>
  readonly '~run': (dataset: { value: unknown }, config: object) => Dataset<T>
  readonly '~types'?: { readonly input: unknown; readonly output: T; readonly issue: SchemaIssue } | undefined
  readonly '~wire': Wire
}

/** The properties of an object, by name. A function, so that nothing is built before the first validation. */
export type Fields = () => { readonly [name: string]: Schema<unknown> }

/** What the kit itself needs of a schema. */
export interface Wire {
  readonly check: Check
  /** The `typeof` that is all a lenient check asks for, where that is so: objects test it without a call. */
  readonly primitive?: 'string' | 'number' | 'boolean'
  /** That `typeof` is all that a strict check asks for too, and for a number that it is whole. */
  readonly plain?: true
  /** An absent property is right. */
  readonly optional?: true
  /** An absent property is right in lenient mode. */
  readonly leavable?: true
  /** The `$type` that selects this schema in a union. */
  readonly tag?: string
  /** Whether a value is of a member of this union, by its `$type`. */
  readonly knows?: (value: object) => boolean
  /** The properties, where this is an object that others may extend. */
  readonly fields?: Fields
  /** What a lazy schema stands for. */
  readonly target?: () => Schema<unknown>
}

type Dataset<T> =
  | { typed: true; value: T; issues?: undefined }
  | { typed: false; value: unknown; issues: [SchemaIssue, ...SchemaIssue[]] }

interface StandardProps<T> {
  readonly version: 1
  /** As valibot's contract spells it. */
  readonly vendor: 'valibot'
  readonly validate: (value: unknown) => { readonly value: T; readonly issues?: undefined } | StandardFailure
  readonly types?: { readonly input: unknown; readonly output: T } | undefined
}

interface StandardFailure {
  readonly issues: readonly { readonly message: string; readonly path?: readonly (string | number)[] }[]
}

/**
 * Makes a schema out of a check.
 *
 * @param expects what a right value is, as it reads after "expected": `a string`
 */
export function schema<T>(expects: string, check: Check, wire?: Omit<Wire, 'check'>): Schema<T> {
  const made: Schema<T> = {
    kind: 'schema',
    type: 'typefed',
    reference: schema as Schema<T>['reference'],
    expects,
    async: false,
    '~wire': { check, ...wire },
    '~standard': {
      version: 1,
      vendor: 'valibot',
      validate(value) {
        const issues = validate(made, value, 'strict')
        return issues ? { issues } : { value: value as T }
      },
    },
    '~run'(dataset) {
      const { value } = dataset
      const issues = validate(made, value, 'strict')
      return issues
        ? { typed: false, value, issues: issues.map((issue) => toSchemaIssue(issue, value)) as [SchemaIssue] }
        : { typed: true, value: value as T }
    },
  }
  return made
}
