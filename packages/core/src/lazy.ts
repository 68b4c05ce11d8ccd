/**
 * Parts of the typefed clients that load their code when it is first needed. Not for users, and apart from the others: an
 * import that comes late, used or not, makes every bundle larger.
 * @module
 */
export { logObserver, type LogOptions } from './client/log-observer.ts'
export { retryingHandler } from './transport/retrying.ts'
