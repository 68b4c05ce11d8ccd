/**
 * Records: one by one, listed, and many at once.
 * @module
 */
export { type AtUri, makeAtUri, parseAtUri, parseBskyUrl } from './at-uri.ts'
export { getRecord, listRecords } from './read-records.ts'
export { createRecord, deleteRecord, putRecord } from './write-records.ts'
export { isWritesError, type WriteResult, WritesError } from './writes-error.ts'
export { type AppliedWrites, type ApplyOptions, Writes } from './writes.ts'
