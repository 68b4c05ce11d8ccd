/**
 * The archive of a Jetstream: what happened before, with what happens now behind it or without.
 * @module
 */
export type { ArchiveOptions, ArchiveStatus } from './archive.ts'
export { replay, type ReplayOptions } from './replay.ts'
export { snapshot, type SnapshotOptions } from './snapshot.ts'
export type { Decompress } from './sweep.ts'
