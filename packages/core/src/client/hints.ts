import { isValidationError } from '../errors/validation-error.ts'

/** A common mistake: a string of some form where something else is expected. */
export interface Mistake {
  /** The expectation, as issues spell it. */
  readonly expected: RegExp
  readonly value: RegExp
  /** A sentence with the remedy. */
  readonly hint: string
}

/** Mistakes that are made with any interface. */
export const COMMON_MISTAKES: readonly Mistake[] = [
  {
    expected: /^a file/,
    value: /./,
    hint: 'A path is no file: read it first, in Node with fileFromPath() of ./node.',
  },
  {
    expected: /URI/,
    value: /^[\w-]+(?:\.[\w-]+)+(?:\/|$)/,
    hint: 'An address begins with its scheme: put https:// in front of it.',
  },
]

/** Appends the remedy of the first mistake that an error's issues show. */
export function addHint(error: unknown, root: unknown, mistakes: readonly Mistake[]): void {
  if (!isValidationError(error)) return
  for (const { path, expected } of error.issues) {
    const value = path.reduce<unknown>(
      (parent, key) => (parent as Record<string | number, unknown> | undefined)?.[key],
      root,
    )
    if (typeof value !== 'string') continue
    const mistake = mistakes.find((one) => one.expected.test(expected) && one.value.test(value))
    if (mistake) return appendHint(error, mistake.hint)
  }
}

/** Appends a sentence to an error's message. */
export function appendHint(error: Error, hint: string): void {
  error.message += `. ${hint}`
}
