import type { MutedWord, ViewerState } from '../generated/lexicons/app.bsky.actor.defs.ts'
import type { Facet } from '../generated/lexicons/app.bsky.richtext.facet.ts'

/** A text, and what decides whether a muted word counts in it. */
export interface MuteWordText {
  text: string
  /** The facets of the text; hashtags among them are looked at. */
  facets?: readonly Facet[] | undefined
  /** Tags that do not stand in the text. */
  outlineTags?: readonly string[] | undefined
  /** The languages of the text. In one that is written without spaces, a word is found within others. */
  languages?: readonly string[] | undefined
  /** Who wrote it: words may count for those only whom the user does not follow. */
  actor?: { readonly viewer?: Pick<ViewerState, 'following'> } | undefined
}

export interface MuteWordsInput extends MuteWordText {
  mutedWords: readonly MutedWord[]
}

/** A muted word that was found. */
export interface MuteWordMatch {
  word: MutedWord
  /** What was found: the muted word, or the form in which the text has it, in lower case. */
  predicate: string
}

/** Languages that are written without spaces, or with spaces that part no words. */
const UNSPACED = /* @__PURE__ */ new Set(['ja', 'zh', 'ko', 'th', 'vi'])

/**
 * Finds muted words in a text and its tags; `undefined` if there are none. A word counts as such only: `art` is not
 * found in `start`. Punctuation around and in words is seen through: `s-p-o-i-l-e-r` is `spoiler`.
 */
export function matchMuteWords({ mutedWords, ...input }: MuteWordsInput): MuteWordMatch[] | undefined {
  const candidates = mutedWords.filter((word) => counts(word, input.actor))
  if (candidates.length === 0) return undefined
  const text = input.text.toLowerCase()
  const tags = tagsOf(input)
  const isUnspaced = UNSPACED.has(input.languages?.[0] ?? '')
  let words: ReadonlyMap<string, string> | undefined

  const matches: MuteWordMatch[] = []
  for (const word of candidates) {
    const value = word.value.toLowerCase()
    const isTag = tags.includes(value)
    if (!isTag && !word.targets.includes('content')) continue
    const isPart = isUnspaced || value.length === 1 || /[\s\p{P}]/u.test(value)
    if (isTag || value === text || (isPart && text.includes(value))) {
      matches.push({ word, predicate: word.value })
      continue
    }
    words ??= wordsOf(text)
    const predicate = words.get(value)
    if (predicate !== undefined) matches.push({ word, predicate })
  }
  return matches.length > 0 ? matches : undefined
}

/** Whether a text or its tags have a muted word. */
export function hasMutedWord(input: MuteWordsInput): boolean {
  return matchMuteWords(input) !== undefined
}

function counts({ expiresAt, actorTarget }: MutedWord, actor: MuteWordText['actor']): boolean {
  if (expiresAt !== undefined && Date.parse(expiresAt) < Date.now()) return false
  return actorTarget !== 'exclude-following' || !actor?.viewer?.following
}

function tagsOf({ facets = [], outlineTags = [] }: MuteWordText): string[] {
  const features = facets.flatMap(({ features }) => features)
  const inText = features.flatMap((feature) =>
    feature.$type === 'app.bsky.richtext.facet#tag' ? feature.tag : [],
  )
  return [...outlineTags, ...inText].map((tag) => tag.toLowerCase())
}

/** The words of a text by what they may be taken for; the first counts. */
function wordsOf(text: string): Map<string, string> {
  const words = new Map<string, string>()
  for (const word of text.split(/\s/)) {
    for (const form of formsOf(word)) if (!words.has(form)) words.set(form, word)
  }
  return words
}

/** What a word may be taken for: itself, without punctuation around it, without any, or one of its parts. */
function formsOf(word: string): string[] {
  // Cutting `\p{P}+$` off would take time by the square of a run of punctuation, and texts come from others.
  const [bare = ''] = /\P{P}(?:.*\P{P})?/su.exec(word) ?? []
  // `and/or` is two words, not `andor`.
  if (bare.includes('/')) return [word, bare]
  const parts = bare.split(/\p{P}+/u)
  return [word, bare, parts.join(' '), parts.join(''), ...parts]
}
