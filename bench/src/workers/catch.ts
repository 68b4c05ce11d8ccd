/** Prints which faults a peer's validation sees, by their names: `catch.ts <peer>`. */
import { CONTROL, type Corruption, CORRUPTIONS } from '../body/corruptions.ts'
import type { Json } from '../body/people.ts'
import { SEEDS, timelineText } from '../body/timeline.ts'
import type { Validation } from '../peers/contract.ts'

const [peer] = process.argv.slice(2)
const { validation } = (await import(`../peers/${peer}/validation.ts`)) as { validation: Validation }

function passes({ apply }: Corruption): boolean {
  const body = JSON.parse(timelineText(SEEDS[0] as number)) as Json
  apply(body)
  return validation.strict(body)
}

if (!passes(CONTROL)) throw new Error(`${peer} finds fault with a right body`)
const caught: Record<string, boolean> = {}
for (const corruption of CORRUPTIONS) caught[corruption.name] = !passes(corruption)

const { ozoneParameters } = validation
if (ozoneParameters) {
  if (!ozoneParameters({ sortDirection: 'asc' })) throw new Error(`${peer} finds fault with right parameters`)
  caught['a closed enum (in parameters)'] = !ozoneParameters({ sortDirection: 'sideways' })
}
process.stdout.write(JSON.stringify(caught))
