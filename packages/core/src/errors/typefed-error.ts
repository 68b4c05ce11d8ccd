/** The base of every error of these clients. No message holds a token, a password or the value that was wrong. */
export abstract class TypefedError extends Error {
  abstract override readonly name: string
}
