import { type ClientSettings, type Stream, ValidationError } from '@typefed/core'
import { notify, validate } from '@typefed/core/internal'
import { makeStream } from '@typefed/core/socket'
import {
  type SubscribeReposCommit,
  subscribeRepos,
  type SubscribeReposMessage,
} from '../../generated/lexicons/com.atproto.sync.subscribeRepos.ts'
import type { Message } from '../frame.ts'
import { openMessages } from '../messages.ts'
import { collectionFilter, type CollectionPattern } from './collections.ts'
import { CursorKeeper } from './cursor-keeper.ts'
import type { FirehoseEvent } from './events.ts'
import { hasWanted } from './operations.ts'
import type { FirehoseOptions } from './options.ts'
import { type AnyEvent, readEvents } from './read-events.ts'
import { recordCheck } from './record-check.ts'

/** A client, as far as a stream needs one. */
export interface StreamSource {
  /** Where a firehose comes from, and how what it brings is checked. */
  readonly streamSource: { readonly service: string; readonly settings: ClientSettings }
}

/**
 * What happens in all repositories of a server: operations on records, each with its record, and what becomes of the
 * accounts. It comes back after a lost connection, and gives every event in order, at least once.
 *
 * A record that does not fit its lexicon is told to `onError` and left out, or in mode `warn` told to `onWarning` and
 * handed on, unless `badItems` is `drop`. What is no message of the firehose is told to `onError` and left out.
 *
 * The loop throws StreamError if the server ends the stream for good (`FutureCursor`), and what the store throws.
 *
 * ```ts
 * for await (const event of firehose('wss://bsky.network', { collections: ['app.bsky.feed.post'] })) {
 *   if (event.kind === 'commit' && event.action === 'create') console.log(event.record.text)
 * }
 * ```
 *
 * @param source the URL of a relay or a PDS, or a client
 */
export function firehose<const Pattern extends CollectionPattern = '*'>(
  source: string | StreamSource,
  options: FirehoseOptions<Pattern> = {},
): Stream<FirehoseEvent<Pattern>> {
  const { service, settings } =
    typeof source === 'string' ? { service: source, settings: {} } : source.streamSource
  const all = { ...settings, ...options }
  const { onError = console.warn } = all
  const { name: nsid, message: schema } = subscribeRepos
  const wants = collectionFilter(options.collections)
  const reading = { wants, isRight: recordCheck(all), onError }
  let messages: Stream<Message> | undefined
  let isClosed = false

  async function* walk(): AsyncGenerator<AnyEvent, void> {
    const key = options.key ?? `${new URL(service).host}/${nsid}`
    const keeper = options.store && new CursorKeeper(options.store, key, options.saveEvery)
    const cursor = (await keeper?.load()) ?? options.cursor
    const verify = await loadVerifier(options)
    if (isClosed) return
    messages = openMessages(service, subscribeRepos, cursor === undefined ? {} : { cursor }, all)

    /** Whether what a message tells can be believed; what is wrong with it is told. */
    async function isRight(message: SubscribeReposMessage): Promise<boolean> {
      let error: Error | undefined
      const issues = schema && validate(schema, message, 'lenient')
      if (issues) error = new ValidationError(`message of ${nsid}`, issues)
      else if (verify && isCommit(message) && hasWanted(message, wants)) error = await verify(message)
      if (error) notify(onError, error)
      return !error
    }

    try {
      for await (const raw of messages) {
        const message = raw as unknown as SubscribeReposMessage
        if (await isRight(message)) yield* readEvents(message, reading)
        // The next one was asked for, so all before was dealt with.
        if (keeper && typeof raw['seq'] === 'number') keeper.pass(raw['seq'])
      }
    } finally {
      await messages.close()
      await keeper?.close()
    }
  }

  return makeStream(walk() as AsyncGenerator<FirehoseEvent<Pattern>, void>, async () => {
    isClosed = true
    await messages?.close()
  })
}

/** The code that checks commits is not small, and few need it. */
async function loadVerifier({ verify, signal }: FirehoseOptions<string>) {
  if (!verify) return undefined
  const { commitVerifier } = await import('./verify/commit-verifier.ts')
  return commitVerifier({ ...(verify === true ? {} : verify), ...(signal && { signal }) })
}

function isCommit(message: SubscribeReposMessage): message is SubscribeReposCommit & { $type: string } {
  return message.$type === 'com.atproto.sync.subscribeRepos#commit'
}
