import { addHint, type Endpoint, COMMON_MISTAKES, type Mistake } from '@typefed/core/internal'

const MISTAKES: readonly Mistake[] = [
  {
    expected: /at:\/\//,
    value: /^https:\/\/bsky\.app\//,
    hint: 'parseBskyUrl() turns an address of the app into an at:// URI.',
  },
  {
    expected: /^an object/,
    value: /^at:\/\//,
    hint: 'A reference has both { uri, cid }: getPost() returns them.',
  },
  { expected: /handle/, value: /^@/, hint: 'A handle is written without the @.' },
  ...COMMON_MISTAKES,
]

/** Adds the remedy of a common mistake to an error. */
export function hint(error: unknown, { method }: Endpoint, [argument, options]: readonly unknown[]): void {
  addHint(error, argument, MISTAKES)
  if (method !== 'GET') addHint(error, (options as { params?: unknown } | undefined)?.params, MISTAKES)
}
