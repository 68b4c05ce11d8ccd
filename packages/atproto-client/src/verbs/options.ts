import type { CallOptions } from '@typefed/core'

/** The options that say how a call is made; what is left of a verb's options are the parameters of its endpoint. */
const CALL_OPTIONS: Record<keyof CallOptions, true> = {
  signal: true,
  headers: true,
  timeout: true,
  retry: true,
  contentType: true,
  validate: true,
  strictness: true,
  onResponse: true,
}

/** Parts the options of a verb into the parameters of its endpoint and how the call is made. */
export function partOptions<O extends CallOptions>(options: O): [Omit<O, keyof CallOptions>, CallOptions] {
  const params: Record<string, unknown> = {}
  const call: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) (name in CALL_OPTIONS ? call : params)[name] = value
  return [params as Omit<O, keyof CallOptions>, call]
}

/** How the calls of a verb are made, without what is the verb's own. */
export function callOptions(options: CallOptions): CallOptions {
  return partOptions(options)[1]
}
