import type { StatementStructures } from 'ts-morph'
import type { RestPlan } from '../plan/plan-rest.ts'
import { gateName } from '../plan/versions.ts'
import { quote, unionType } from './code.ts'
import { interfaceOf, typeAlias } from './statements.ts'

/** The module of versions: which floors there are, and what depends on them. */
export function emitVersions({ versions }: RestPlan): StatementStructures[] {
  const { floors } = versions
  const unions = floors.map((floor, index) => {
    const next = floors[index + 1]
    const members = [quote(floor), ...(next === undefined ? [] : [gateName(next)])]
    return typeAlias(gateName(floor), unionType(members), {
      description: `The floors that include ${floor}.`,
    })
  })
  const since = typeAlias('Since', 'V extends From ? T : T | Unsupported', {
    description: 'A part of an answer that came with a version: sure to be there from some floors on.',
  })
  since.typeParameters = [
    { name: 'V', constraint: 'Floor' },
    { name: 'From', constraint: 'Floor' },
    { name: 'T' },
  ]
  return [
    typeAlias('AnyVersion', "'any'", { description: 'No floor: the client talks to servers of any age.' }),
    typeAlias('Floor', unionType(['AnyVersion', ...floors.map(quote)]), {
      description: 'The oldest version that a client wants to talk to.',
    }),
    typeAlias('Unsupported', 'undefined', {
      description: 'What stands for a part of an answer that the server does not have, or has no more.',
    }),
    since,
    ...unions,
    interfaceOf(
      'Answer',
      [
        { name: 'floor', isReadonly: true, type: 'Floor' },
        { name: 'output', isReadonly: true, type: 'unknown' },
      ],
      { description: 'A type of answer that depends on the floor: `(Answer & { floor: V })["output"]`.' },
    ),
  ]
}
