import { expect } from 'vitest'

/** What a promise rejects with. */
export function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.unreachable('it should have failed'),
    (error: Error) => error,
  )
}
