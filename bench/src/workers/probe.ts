/** Prints what a peer's validation sees and lets pass, by label: `probe.ts <protocol> <peer>`. */
import type { Validation } from '../contract.ts'
import { workloadOf } from '../workload.ts'

const [protocol, peer] = process.argv.slice(2) as [string, string]
const { validation } = (await import(`../${protocol}/peers/${peer}/validation.ts`)) as {
  validation: Validation
}
const workload = await workloadOf(protocol)
process.stdout.write(JSON.stringify(workload.probe(validation, peer)))
