/**
 * Streams: subscriptions of any lexicon, the firehose, and Jetstream.
 * @module
 */
export type { CollectionPattern, KnownCollection } from './firehose/collections.ts'
export type { SaveEvery } from './firehose/cursor-keeper.ts'
export type {
  AccountChanged,
  FirehoseEvent,
  IdentityChanged,
  RecordDeleted,
  RecordOperation,
  RecordWritten,
  RepositorySynced,
} from './firehose/events.ts'
export type { StreamSource } from './firehose/firehose.ts'
export { firehose, subscribe } from './late.ts'
export type { FirehoseOptions } from './firehose/options.ts'
export type { SigningKeyResolver, VerifyOptions } from './firehose/verify/options.ts'
export {
  isVerificationError,
  VerificationError,
  type VerificationFault,
} from './firehose/verify/verification-error.ts'
export { jetstream } from './jetstream/jetstream.ts'
export type {
  DecompressMessage,
  JetstreamEvent,
  JetstreamFallback,
  JetstreamFilter,
  JetstreamOptions,
  JetstreamStatus,
  JetstreamStream,
} from './jetstream/options.ts'
export type { Stream, StreamOptions } from '@typefed/core'
export type {
  Gap,
  Jump,
  PositionStatus,
  Repeat,
  Reset,
  SubscriptionOptions,
  SubscriptionStatus,
} from '@typefed/core/lexicon'
export type { ReconnectPolicy, SocketStatus } from '@typefed/core/socket'
