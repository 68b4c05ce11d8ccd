import { ValidationError } from '@typefed/core'
import { validate } from '@typefed/core/internal'
import type { BlobRef, Schema } from '@typefed/core/lexicon'

/** The hash of nothing, in the place of that of a file which is not uploaded yet. */
const PLACEHOLDER = 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'

/** What the reference to a file will be, but for its hash. */
export function prospect(file: Blob): BlobRef {
  // `image/png; charset=…` is a type of the web; a lexicon compares without parameters.
  const mimeType = file.type.replace(/;.*/, '')
  return { $type: 'blob', ref: { $link: PLACEHOLDER }, mimeType, size: file.size }
}

/** Checks before the upload that a record may hold the files: their number, sizes and types, by its lexicon. */
export function requireFit(what: string, schema: Schema<unknown>, embed: object): void {
  const issues = validate(schema, embed, 'strict')
  if (!issues) return
  const told = issues.map((issue) => {
    if (issue.path.at(-1) !== 'size') return issue
    // An issue does not hold the value that is wrong, but a size is no secret.
    const received = `${String(issue.path.reduce<unknown>(memberOf, embed))} bytes`
    return { ...issue, received, message: `expected ${issue.expected}, got ${received}` }
  })
  throw new ValidationError(what, told)
}

function memberOf(value: unknown, key: string | number): unknown {
  return (value as Record<string | number, unknown>)[key]
}
