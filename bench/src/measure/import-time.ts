import type { Measure } from '../measure.ts'
import type { Cells } from '../row.ts'
import { runNode } from '../run.ts'
import { takeTurns } from '../turns.ts'

/** A process is short and its time varies much: it takes more rounds than the rest. */
const TIMES_MORE = 4

export const importTime: Measure = {
  name: 'import-time',
  about: 'importing everything that a peer has, in a fresh process',
  async run(protocol, context) {
    const peers = protocol.peers.filter((peer) => peer.packages.length > 0)
    const { bare, ...times } = await takeTurns(
      { ...context, rounds: context.rounds * TIMES_MORE },
      'import',
      Object.fromEntries([
        ['bare', () => timeOf([])],
        ...peers.map(({ id, packages }) => [id, () => timeOf(packages)]),
      ]) as Record<string, () => Promise<number>>,
    )
    const above = Object.entries(times).map(([id, ms]) => [
      id,
      typeof ms === 'number' && typeof bare === 'number' ? ms - bare : 'failed',
    ])
    return [{ ...protocol.importTime, cells: Object.fromEntries(above) as Cells }]
  },
}

async function timeOf(packages: readonly string[]): Promise<number> {
  const source = packages.map((name) => `import '${name}'`).join('\n')
  return (await runNode(['--input-type=module', '--eval', source])).ms
}
