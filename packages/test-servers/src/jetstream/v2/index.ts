/**
 * A double of a Jetstream server of the second version, which has none on npm. It sends what the facts of the service
 * allow, and refuses what that refuses.
 * @module
 */
export type { NewEvent } from './event.ts'
export { type Fault, type JetstreamV2Server, startJetstreamV2 } from './server.ts'
