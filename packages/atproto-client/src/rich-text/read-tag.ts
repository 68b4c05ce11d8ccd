import { graphemeLength, utf8Length } from '@typefed/core/wire'

// Ends at spaces and at what is invisible: the soft hyphen, zero-width characters, the enclosing keycap.
const INVISIBLE = '\\u00ad\\u2060\\u200a\\u200b\\u200c\\u200d\\u20e2'
// A variation selector makes an emoji of the number sign before it.
const RUN = /* @__PURE__ */ new RegExp(`(?!\\ufe0f)[^\\s${INVISIBLE}]+`, 'y')
const RUN_IN_PARENTHESES = /* @__PURE__ */ new RegExp(`(?!\\ufe0f)[^\\s)${INVISIBLE}]+`, 'y')
const RUN_IN_BRACKETS = /* @__PURE__ */ new RegExp(`(?!\\ufe0f)[^\\s\\]${INVISIBLE}]+`, 'y')
const SUBSTANCE = /[^\d\p{P}]/u
const PUNCTUATION = /^\p{P}$/u

const MAX_GRAPHEMES = 64
/** Of UTF-8. */
const MAX_BYTES = 640

/** What follows a number sign, with no space in it; '' if nothing does. `opener` is what stands before the sign. */
export function tagRun(text: string, start: number, opener: string): string {
  const run = opener === '(' ? RUN_IN_PARENTHESES : opener === '[' ? RUN_IN_BRACKETS : RUN
  run.lastIndex = start
  return run.exec(text)?.[0] ?? ''
}

/** The tag in a run, without punctuation behind it. Nothing if it is of digits and punctuation alone, or too long. */
export function tagIn(run: string): string | undefined {
  if (!SUBSTANCE.test(run)) return undefined
  const tag = withoutPunctuationBehind(run)
  const fits =
    tag.length <= MAX_GRAPHEMES || (graphemeLength(tag) <= MAX_GRAPHEMES && utf8Length(tag) <= MAX_BYTES)
  return fits ? tag : undefined
}

/** By hand, since an expression that looks for the end of a run takes quadratic time for marks in the middle. */
function withoutPunctuationBehind(run: string): string {
  let end = run.length
  while (end > 0) {
    const unit = run.charCodeAt(end - 1)
    // Well-formed text: what ends in the second half of a pair has the first before it.
    const size = unit > 0xdbff && unit < 0xe000 ? 2 : 1
    if (!PUNCTUATION.test(run.slice(end - size, end))) break
    end -= size
  }
  return run.slice(0, end)
}
