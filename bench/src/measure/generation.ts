import * as generators from '../generators.ts'
import { writeLexiconFolder } from '../lexicon-folder.ts'
import type { Measure } from '../measure.ts'
import { typeCheck } from '../tsc.ts'
import { takeTurns } from '../turns.ts'

export const generation: Measure = {
  name: 'generation',
  about: 'generating from all public lexicons, as a whole process',
  async run(context) {
    await writeLexiconFolder()
    await generators.prepareTypefed()
    const { again, ...first } = await takeTurns(context, 'generation', {
      typefed: seconds(generators.typefedFirst),
      again: seconds(generators.typefedAgain),
      atcute: seconds(generators.atcute),
      lex: seconds(generators.lexBuild),
    })
    // It takes minutes, and no other measure is within an order of magnitude: one turn says enough.
    const slow = await takeTurns({ ...context, rounds: 1 }, 'generation', {
      'atproto-api': seconds(generators.lexCli),
    })
    context.say('type-check of what was generated')
    const { errors } = await typeCheck(generators.TYPEFED_TREE)
    if (errors.length > 0) process.stderr.write(`\n${errors.slice(0, 10).join('\n')}\n`)
    return [
      {
        label: 'generation from all lexicons, s',
        cells: { ...first, ...slow },
        digits: 2,
        target: 3,
        notes: {
          typefed: 'with no output and no compiled code of the generator there',
          'atproto-api': '@atproto/lex-cli gen-api, which makes this package; one turn',
        },
      },
      { label: 'generation again, s', cells: { typefed: again }, digits: 2, target: 3 },
      {
        label: 'type errors in what was generated',
        cells: { typefed: errors.length },
        target: 0,
        notes: { all: 'strict, without skipLibCheck' },
      },
    ]
  },
}

function seconds(generate: generators.Generate): () => Promise<number> {
  return async () => (await generate()) / 1000
}
