import { kindOf, validationError } from '@typefed/core/internal'
import type { StreamData, ListenOptions } from '@typefed/core/rest'

/** A stream with what tells it from others of its kind. */
export interface Channel {
  readonly data: StreamData
  /** The tag or the id of the list. */
  readonly argument: string | undefined
  /** Two channels with the same key are one. */
  readonly key: string
}

/**
 * The channel that arguments ask for, and the options among them. Throws ValidationError for a tag or an id that cannot
 * be one.
 */
export function channelOf(data: StreamData, args: readonly unknown[]): [Channel, ListenOptions] {
  const [argument, options] = data.parameter === undefined ? [undefined, args[0]] : args
  const given = (options ?? {}) as ListenOptions & Record<string, unknown>
  const variant = Object.entries(data.variants ?? {}).find(([name]) => given[name] === true)?.[1]
  const chosen = variant ?? data
  const normal = data.parameter === undefined ? undefined : normalArgument(data, argument)
  const channel = {
    data: chosen,
    argument: normal,
    key: keyOf([chosen.stream, ...(normal === undefined ? [] : [normal])]),
  }
  return [channel, given]
}

/** The key of a channel by the name that a server gives it. Tags are the same however they are written. */
export function keyOf([stream = '', argument = '']: readonly string[]): string {
  return `${stream} ${stream.startsWith('hashtag') ? argument.toLowerCase() : argument}`
}

/** Returns the parameters that a subscription has besides the name of its channel. */
export function parametersOf({ data, argument }: Channel): Record<string, string> {
  return data.parameter === undefined || argument === undefined ? {} : { [data.parameter]: argument }
}

function normalArgument({ stream, parameter = '' }: StreamData, value: unknown): string {
  // The server keeps one subscription a tag, and tells two spellings of it apart when they end.
  const text =
    typeof value === 'string' && parameter === 'tag' ? value.replace(/^#/, '').toLowerCase() : value
  if (typeof text === 'string' && text !== '') return text
  throw validationError(`arguments of ${stream}`, [parameter], 'a string that is not empty', kindOf(value))
}
