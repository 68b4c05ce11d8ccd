import { type ClientSettings, type Stream, ValidationError } from '@typefed/core'
import { notify, validate } from '@typefed/core/internal'
import { makeStream } from '@typefed/core/socket'
import {
  subscribeRepos,
  type SubscribeReposMessage,
} from '../../generated/lexicons/com.atproto.sync.subscribeRepos.ts'
import type { Message } from '../frame.ts'
import { openMessages } from '../messages.ts'
import { messagePosition, takeMessage } from '../position/of-messages.ts'
import { collectionFilter, type CollectionPattern } from './collections.ts'
import { CursorKeeper } from './cursor-keeper.ts'
import type { FirehoseEvent } from './events.ts'
import { loadRecordCheck } from './load-record-check.ts'
import type { OperationOptions } from './operations.ts'
import type { FirehoseOptions } from './options.ts'
import { type AnyEvent, readEvents } from './read-events.ts'

/** A client, as far as a stream needs one. */
export interface StreamSource {
  /** Where a firehose comes from, and how what it brings is checked. */
  readonly streamSource: { readonly service: string; readonly settings: ClientSettings }
}

/** Opens a firehose: see `firehose` of `./streaming`. */
export function openFirehose<const Pattern extends CollectionPattern = CollectionPattern>(
  source: string | StreamSource,
  options: FirehoseOptions<Pattern> = {},
): Stream<FirehoseEvent<Pattern>> {
  const { service, settings } =
    typeof source === 'string' ? { service: source, settings: {} } : source.streamSource
  const all = { ...settings, ...options }
  const { onError = console.warn } = all
  const { name: nsid, message: schema } = subscribeRepos
  let messages: Stream<Message> | undefined
  let isClosed = false

  async function* walk(): AsyncGenerator<AnyEvent, void> {
    const key = options.key ?? `${new URL(service).host}/${nsid}`
    const keeper = options.store && new CursorKeeper(options.store, key, options.saveEvery)
    const position = messagePosition((await keeper?.load()) ?? options.cursor, all)
    const wants = collectionFilter(options.collections)
    const reading = { wants, isRight: await loadRecordCheck(all), onError }
    const verifier = await loadVerifier(options, reading)
    if (isClosed) return
    messages = openMessages(service, subscribeRepos, {}, position, all)
    try {
      for await (const raw of messages) {
        const message = fillTooBig(raw) as unknown as SubscribeReposMessage
        const issues = schema && validate(schema, message, 'lenient')
        if (issues) notify(onError, new ValidationError(`message of ${nsid}`, issues))
        if (takeMessage(position, subscribeRepos, raw, !issues) && !issues)
          yield* verifier ? verifier.readEvents(message) : readEvents(message, reading)
        // The next one was asked for, so all before was dealt with.
        keeper?.pass(position.kept)
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

/** A commit that is too big to be sent may be without all that its lexicon requires of others. */
function fillTooBig(message: Message): Message {
  if (message['tooBig'] !== true) return message
  return Object.assign(message, { blocks: message['blocks'] ?? { $bytes: '' }, ops: message['ops'] ?? [] })
}

/** The code that checks commits is not small, and few need it. */
async function loadVerifier({ verify, signal }: FirehoseOptions<string>, reading: OperationOptions) {
  if (!verify) return undefined
  const { Verifier } = await import('./verify/verifier.ts')
  return new Verifier({ ...(verify === true ? {} : verify), signal, reading })
}
