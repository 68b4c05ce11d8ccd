import type { Measure } from '../measure.ts'
import type { Cell } from '../row.ts'
import { typeCheck } from '../tsc.ts'
import { takeTurns } from '../turns.ts'
import type { Generate } from '../typefed-generator.ts'

const AGAIN = 'typefed again'

export const generation: Measure = {
  name: 'generation',
  about: 'generating from all that is described, as a whole process',
  async run({ generation: { label, target, notes = {}, typefed, peers, slow = {}, prepare } }, context) {
    await prepare()
    await typefed.prepare()
    const { [AGAIN]: again, ...first } = await takeTurns(
      context,
      'generation',
      inSeconds({ typefed: typefed.first, [AGAIN]: typefed.again, ...peers }),
    )
    const slowly = await takeTurns({ ...context, rounds: 1 }, 'generation', inSeconds(slow))
    context.say('type-check of what was generated')
    const { errors } = await typeCheck(typefed.tree)
    if (errors.length > 0) process.stderr.write(`\n${errors.slice(0, 10).join('\n')}\n`)
    return [
      {
        label: `${label}, s`,
        cells: { ...first, ...slowly },
        digits: 2,
        target,
        notes: { typefed: 'with no output and no compiled code of the generator there', ...notes },
      },
      { label: 'generation again, s', cells: { typefed: again as Cell }, digits: 2, target },
      {
        label: 'type errors in what was generated',
        cells: { typefed: errors.length },
        target: 0,
        notes: { all: 'strict, without skipLibCheck' },
      },
    ]
  },
}

function inSeconds(generators: Partial<Record<string, Generate>>): Record<string, () => Promise<number>> {
  const timed = Object.entries(generators).map(([id, generate]) => [
    id,
    async () => ((await generate?.()) ?? Number.NaN) / 1000,
  ])
  return Object.fromEntries(timed) as Record<string, () => Promise<number>>
}
