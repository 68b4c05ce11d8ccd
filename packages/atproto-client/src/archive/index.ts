/**
 * The archive of a Jetstream: what happened before.
 * @module
 */
export { snapshot, type SnapshotOptions, type SnapshotStatus } from './snapshot.ts'
export type { Decompress } from './sweep.ts'
