import type { Random } from './random.ts'

const WORDS =
  'the a of to and in is you that it for was on are with this have from or one had by but not what all were we when your can said there use an each which she how their will up other about out many then them these so some her would make like him into time has look two more write go see number no way could people my than first water been call who oil its now find long down day did get come made may part'.split(
    ' ',
  )
// As in life, a part of the posts is not plain ASCII: the text of the body takes two bytes a character in memory.
const OTHERS = ['naïve', 'façade', '東京', '日本語', 'größer', '🦋', '👍🏽', '✨', 'mañana', 'привет']

/** Words, about as many characters as asked for. */
export function sentence(random: Random, length: number): string {
  const words: string[] = []
  for (let size = 0; size < length;) {
    const word = random.pick(random.chance(4) ? OTHERS : WORDS)
    words.push(word)
    size += word.length + 1
  }
  return words.join(' ')
}
