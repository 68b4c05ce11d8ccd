import { checkAnswer, parseJson } from '../calls/checks.ts'
import type { CallSettings } from '../calls/settings.ts'
import { ValidationError } from '../errors/validation-error.ts'
import type { OperationData } from '../rest/operation.ts'
import { validate } from '../wire/index.ts'

/** Reads the answer to an operation, and checks it as the settings say. */
export async function readAnswer(
  operation: OperationData,
  response: Response,
  settings: CallSettings,
): Promise<unknown> {
  const { operationId, output } = operation
  if (isRaw(operation)) return response
  const text = await response.text()
  if (typeof output !== 'object') return output && text
  if (text === '') {
    if (response.status === 204 && operation.statuses?.includes(204)) return undefined
    // Where an empty object is an answer, servers are known to send nothing at all.
    if (!validate(output, {}, 'lenient')) return {}
  }
  const what = `answer to ${operationId}`
  const value = parseJson(what, text)
  checkAnswer(what, output, value, settings)
  return value
}

/** Checks an answer as it would be checked if it had just come. Throws ValidationError. */
export function parseAnswer({ operationId, output }: OperationData, data: unknown): unknown {
  const issues = typeof output === 'object' ? validate(output, data, 'lenient') : undefined
  if (issues) throw new ValidationError(`answer to ${operationId}`, issues)
  return data
}

/** Whether the answer is the response itself, to be read by the caller. */
export function isRaw(operation: OperationData): boolean {
  const { output } = operation
  return (
    mayRedirect(operation) || (typeof output === 'string' && !/^text\/(?!event-stream)|xml$/.test(output))
  )
}

/** Whether a redirection is described, which is an answer then, and not followed. */
export function mayRedirect({ statuses }: OperationData): boolean {
  return statuses?.some(isRedirection) ?? false
}

/** A browser shows nothing of a redirection that it does not follow: its status is 0. */
export function isRedirection(status: number): boolean {
  return status === 0 || (status >= 300 && status < 400)
}
