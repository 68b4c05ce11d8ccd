import { Answer, EventStreamAnswer, ForeignAnswer } from './answer.ts'
import { prune } from './at-version.ts'
import type { AnswerCheck } from './check-answer.ts'
import type { AnswerShape, Json, Operation } from './document.ts'
import { cut, limitOf, Page } from './pages.ts'

/** An answer, ready to be sent. */
export interface Ready {
  status: number
  headers: Record<string, string>
  body: string
  /** The body goes on, with events. */
  events?: EventStreamAnswer
}

/** What answers are made with. */
export interface Responding {
  version: string
  /** As the document has them. */
  schemas: Readonly<Record<string, Json>>
  check: AnswerCheck
  pageSize: number | undefined
}

/**
 * Turns what a handler returned into an answer that the pretended version could have given.
 *
 * @param address of the request
 * @throws Error when the answer is not as the document says, which is a fault of the sandbox
 */
export function respond(
  result: unknown,
  operation: Operation,
  query: Json,
  address: URL,
  how: Responding,
): Ready {
  const headers: Record<string, string> = {}
  let answer = result instanceof Answer ? result : new Answer(200, result)
  if (result instanceof Page) {
    const { body, link } = cut(result, operation, query, limitOf(operation, query, how.pageSize), address)
    answer = new Answer(200, body)
    if (link) headers.link = link
  }
  Object.assign(headers, answer.headers)
  if (!(answer instanceof ForeignAnswer)) checkStatus(operation, answer.status)
  if (answer instanceof EventStreamAnswer) {
    headers['content-type'] = 'text/event-stream'
    return { status: answer.status, headers, body: '', events: answer }
  }
  if (answer.body === undefined) return { status: answer.status, headers, body: '' }
  const shape = operation.answers.find(({ status }) => status === answer.status)
  const mediaType = answer.mediaType ?? shape?.mediaType ?? 'application/json'
  headers['content-type'] = `${mediaType}; charset=utf-8`
  if (typeof answer.body === 'string' && !mediaType.endsWith('json')) {
    return { status: answer.status, headers, body: answer.body }
  }
  const body = shape?.schema ? prune(answer.body, shape.schema, how.schemas, how.version) : answer.body
  if (!(answer instanceof ForeignAnswer)) checkBody(body, operation, shape, how.check)
  return { status: answer.status, headers, body: JSON.stringify(body) }
}

/** @throws Error when the operation never answers with `status`, which is a fault of the sandbox */
export function checkStatus({ id, answers }: Operation, status: number): void {
  if (answers.some((answer) => answer.status === status)) return
  throw new Error(`The sandbox answers ${id} with ${status}, which the document does not have.`)
}

function checkBody(
  body: unknown,
  operation: Operation,
  shape: AnswerShape | undefined,
  check: AnswerCheck,
): void {
  const wrong = shape && check(operation, shape, body)
  if (wrong) throw new Error(`The sandbox's answer to ${operation.id} is not valid: ${wrong}.`)
}
