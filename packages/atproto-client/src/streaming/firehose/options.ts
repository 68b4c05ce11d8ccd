import type { ClientSettings, ItemStorage, Store } from '@typefed/core'
import type { SubscriptionOptions } from '@typefed/core/lexicon'
import type { CollectionPattern } from './collections.ts'
import type { SaveEvery } from './cursor-keeper.ts'
import type { VerifyOptions } from './verify/options.ts'

/** Options of what gives events of repositories. */
export interface EventOptions<Pattern extends CollectionPattern = '*'>
  extends SubscriptionOptions, Pick<ClientSettings, 'badItems' | 'onWarning'> {
  /** The collections whose operations are wanted: names, or all below a name (`app.bsky.feed.*`). Default: all. */
  collections?: readonly Pattern[]
  /** The `seq` of the last event that was dealt with before. Default: from now on. */
  cursor?: number
  /**
   * Keeps the cursor, and gives the one to start from; `cursor` counts where it has none. An event is dealt with when the
   * next one is asked for, so what was not finished comes again after a crash. `new Map()` for as long as the process
   * lives, `fileStore('cursors')` of `./node`, a driver of `unstorage`.
   */
  store?: Store | ItemStorage
  /** What the cursor is kept under. Default: the host and the name of the stream. */
  key?: string
  /** How often the cursor is kept. */
  saveEvery?: SaveEvery
}

/** Options of a firehose. */
export interface FirehoseOptions<Pattern extends CollectionPattern = '*'> extends EventOptions<Pattern> {
  /**
   * Checks each commit before its operations are handed on: that the account's key signed it, that each record is in
   * the tree it signed, and that the operations are all that changed. What does not hold is told to `onError`, and left
   * out. Only commits with operations that are wanted are checked. Default: false.
   */
  verify?: boolean | VerifyOptions
}
