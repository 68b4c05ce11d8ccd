import type { StatementStructures } from 'ts-morph'
import type { RestPlan } from '../plan/plan-rest.ts'
import { gateName } from '../plan/versions.ts'
import { quote, unionType } from './code.ts'
import { interfaceOf, typeAlias } from './statements.ts'

/** The module of versions: which floors there are, and what depends on them. */
export function emitVersions({ versions }: RestPlan): StatementStructures[] {
  const { floors } = versions
  const gates = floors.slice(1).map((gate, index) => {
    // Maps, not conditions: so the compiler sees that what is sure on fewer servers takes what is sure on more.
    const members = floors.map((floor, at) => ({
      name: quote(floor),
      type: at > index ? 'never' : 'Unsupported',
    }))
    return interfaceOf(gateName(gate), members, {
      description: `What came by ${gate}: what may stand in its place, by floor.`,
    })
  })
  const since = typeAlias('Since', 'T | From[V]', {
    description: 'A part of an answer that came with a version: sure to be there from some floor on.',
  })
  since.typeParameters = [
    { name: 'V', constraint: 'Floor' },
    { name: 'From', constraint: '{ readonly [F in Floor]: Unsupported }' },
    { name: 'T' },
  ]
  return [
    typeAlias('Floor', unionType(floors.map(quote)), {
      description:
        'The oldest version that a client wants to talk to. The first one is that of servers of any age.',
    }),
    typeAlias('AnyVersion', 'Floor', {
      description: 'No floor: what holds for all of them holds for servers of any age.',
    }),
    typeAlias('Unsupported', 'undefined', {
      description: 'What stands for a part of an answer that the server does not have, or has no more.',
    }),
    since,
    ...gates,
    interfaceOf(
      'Answer',
      [
        { name: 'floor', isReadonly: true, type: 'Floor' },
        { name: 'output', isReadonly: true, type: 'unknown' },
      ],
      { description: "A type of answer that depends on the floor: `(Answer & { floor: V })['output']`." },
    ),
  ]
}
