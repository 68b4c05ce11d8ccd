/**
 * The way of a call from its request to its value. Not for users, and apart from the other parts: what does not call, such as
 * a stream, must not load it.
 * @module
 */
export { prepare } from './client/prepare.ts'
export { isRaw, readText } from './client/read.ts'
export { isSameHost } from './client/redirects.ts'
export { readRefusal } from './client/refusal.ts'
export { type CallEvent, type ClientContext, type Observer, send, sendTo } from './client/send.ts'
