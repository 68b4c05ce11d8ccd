/** The part of an instance's limits that counting needs: `instance.configuration.statuses` is one. */
export interface StatusLimits {
  /** Characters that a URL counts as, however long it is. */
  readonly characters_reserved_per_url?: number | null | undefined
}

export interface StatusLengthOptions {
  /** The warning before the text, which counts too. */
  readonly spoilerText?: string | null | undefined
  /** Those of the server. Default: Mastodon's, 23 for a URL. */
  readonly limits?: StatusLimits | null | undefined
}

const CHARACTERS_PER_URL = 23

/** A scheme and a host with a domain, where no word and no sign of a mention or tag goes before. */
const HOST =
  /(?<![\w@＠#＃$])https?:\/\/[\p{L}\p{N}](?:[\p{L}\p{N}_-]|\.(?=[\p{L}\p{N}])){0,252}(?::\d{1,5})?/giu
const DOMAIN = /\.(?:xn--[a-z\d-]+|\p{L}{2,})(?::\d+)?$/iu
const PATH = /\/[^\s<>?]*/uy
const QUERY = /\?[\w!?*'();:&=+$/%#[\]\-.,~|@^]*/y
/** Signs that end no path; a closing parenthesis does if it was opened. */
const PATH_END = /[!*"'「」;:=,.$%[\]~&|@]/u
const QUERY_END = /[^\w&=#/-]/u

/** A mention with its domain, of which only the name counts. */
const MENTION = /(?<![/\w])@(\w{1,100})@[a-z\d](?:[a-z\d.-]{0,252}[a-z\d])?/gi

/**
 * Counts the length of a post as Mastodon does, in graphemes: a URL counts as 23 or as the server says, a mention
 * without its domain, a content warning in full. To be compared with `configuration.statuses.max_characters` of the
 * instance.
 *
 * ```ts
 * const { configuration } = await client.api.v2.instance.get()
 * const left = configuration.statuses.max_characters - statusLength(text, { limits: configuration.statuses })
 * ```
 */
export function statusLength(text: string, { spoilerText, limits }: StatusLengthOptions = {}): number {
  const perUrl = limits?.characters_reserved_per_url ?? CHARACTERS_PER_URL
  let length = countGraphemes(spoilerText ?? '')
  let rest = ''
  let done = 0
  for (const { index, 0: host } of text.matchAll(HOST)) {
    if (index < done || !DOMAIN.test(host)) continue
    length += perUrl
    // A sign that none types keeps what stands around a URL apart.
    rest += `${text.slice(done, index)}\u{0}`
    done = findEnd(text, index + host.length)
    length--
  }
  return length + countGraphemes((rest + text.slice(done)).replace(MENTION, '@$1'))
}

/** Where a URL ends whose host ends there. */
function findEnd(text: string, from: number): number {
  const path = trimEnd(matchAt(PATH, text, from), PATH_END)
  const end = from + path.length
  return end + trimEnd(matchAt(QUERY, text, end), QUERY_END).length
}

function matchAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index
  return pattern.exec(text)?.[0] ?? ''
}

/** Takes off what a sentence adds, and parentheses that were not opened. */
function trimEnd(part: string, ends: RegExp): string {
  let open = 0
  let end = part.length
  for (let index = 0; index < part.length; index++) {
    if (part[index] === '(') open++
    else if (part[index] === ')' && --open < 0) {
      end = index
      break
    }
  }
  while (end > 1) {
    const last = part.charAt(end - 1)
    const isLoose = last === '(' || (last !== ')' && ends.test(last))
    if (!isLoose) break
    end--
  }
  return part.slice(0, end)
}

let segmenter: Intl.Segmenter | undefined

function countGraphemes(text: string): number {
  segmenter ??= new Intl.Segmenter()
  let count = 0
  for (const _ of segmenter.segment(text)) count++
  return count
}
