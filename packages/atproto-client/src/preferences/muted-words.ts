import { now } from '@atcute/tid'
import type { CallOptions } from '@typefed/core'
import { validationError } from '@typefed/core/internal'
import type { Typed } from '@typefed/core/lexicon'
import type { MutedWord, MutedWordsPref } from '../generated/lexicons/app.bsky.actor.defs.ts'
import { partOptions } from '../verbs/options.ts'
import { dateOf } from '../verbs/write-record.ts'
import type { Caller } from '../caller.ts'
import { changePreferences } from './change-preferences.ts'
import { replaceItems } from './replace.ts'

/** Where and for how long a word is muted. */
export interface MuteWordOptions extends CallOptions {
  /** `content`: in texts and in tags; `tag`: in tags only. Default: `['content', 'tag']`. */
  targets?: MutedWord['targets']
  /** Whose posts are meant: those of everybody, or of those whom the account does not follow. Default: `all`. */
  actorTarget?: 'all' | 'exclude-following'
  /** When the word counts no more. Default: never. */
  expiresAt?: Date | string
}

/** What to change in a muted word. `expiresAt: null` makes it count for ever. */
export interface UpdateMutedWordOptions extends Omit<MuteWordOptions, 'expiresAt'> {
  value?: string
  expiresAt?: Date | string | null
}

/** A muted word as `muteWord` answered it or as it stands in the preferences, or its text. */
export type MutedWordLike = string | MutedWord

/**
 * Mutes a word, a phrase or a tag, which nobody else sees. A leading `#`, line breaks and invisible characters are left out.
 * Answers with the word, which `unmuteWord` takes back.
 *
 * Throws ValidationError if no text is left.
 */
export async function muteWord(
  client: Caller,
  value: string,
  options: MuteWordOptions = {},
): Promise<MutedWord> {
  const [{ targets = ['content', 'tag'], actorTarget = 'all', expiresAt }, call] = partOptions(options)
  const word: MutedWord = {
    id: now(),
    value: wordOf('muteWord', value),
    targets,
    actorTarget,
    ...(expiresAt !== undefined && { expiresAt: dateOf(expiresAt) }),
  }
  await changeWords(client, 'muteWord', call, (words) => [...words, word])
  return word
}

/** Takes a muted word back; by its text, in all of its forms. One that is not muted is none the less not muted then. */
export async function unmuteWord(
  client: Caller,
  word: MutedWordLike,
  options: CallOptions = {},
): Promise<void> {
  const isMeant = matcherOf('unmuteWord', word)
  await changeWords(client, 'unmuteWord', options, (words) =>
    words.some(isMeant) ? words.filter((word) => !isMeant(word)) : words,
  )
}

/**
 * Changes a muted word: the properties that are given. Answers with the word as it is then.
 *
 * Throws ValidationError if there is no such word.
 */
export async function updateMutedWord(
  client: Caller,
  word: MutedWordLike,
  options: UpdateMutedWordOptions,
): Promise<MutedWord> {
  const what = 'updateMutedWord'
  const isMeant = matcherOf(what, word)
  const [{ value, expiresAt, ...rest }, call] = partOptions(options)
  const changes: Partial<MutedWord> = { ...rest, ...(value !== undefined && { value: wordOf(what, value) }) }
  const updated: MutedWord[] = []
  await changeWords(client, what, call, (words) => {
    const current = words.find(isMeant)
    if (!current) throw validationError(what, ['word'], 'a word that is muted', 'another')
    const { expiresAt: before, ...kept } = current
    const until = expiresAt === undefined ? before : expiresAt && dateOf(expiresAt)
    const word = { ...kept, id: kept.id ?? now(), ...changes, ...(until && { expiresAt: until }) }
    updated.push(word)
    return words.map((one) => (one === current ? word : one))
  })
  return updated[0] as MutedWord
}

function changeWords(
  client: Caller,
  what: string,
  options: CallOptions,
  change: (words: MutedWord[]) => MutedWord[],
): Promise<void> {
  return changePreferences(client, what, options, (preferences) =>
    replaceItems<Typed<MutedWordsPref>>(preferences, 'app.bsky.actor.defs#mutedWordsPref', change),
  )
}

/** Words have ids, but for those of the oldest apps, which may also have kept a `#`. */
function matcherOf(what: string, word: MutedWordLike): (word: MutedWord) => boolean {
  if (typeof word === 'string') {
    const value = wordOf(what, word)
    return (muted) => muted.value === value || muted.value === word
  }
  const { id, value } = word
  return id === undefined
    ? (muted) => muted.id === undefined && muted.value === value
    : (muted) => muted.id === id
}

/** A `#` that belongs to the emoji of a number sign stays. */
function wordOf(what: string, value: string): string {
  const word = value
    .trim()
    .replace(/^#(?!\uFE0F)/u, '')
    .replaceAll(/[\r\n\u{AD}\u{200B}-\u{200D}\u{2060}]+/gu, '')
  if (word === '') throw validationError(what, ['value'], 'a word', 'an empty text')
  return word
}
