import { resolve } from 'node:path'
import { compare } from './compare/compare-lines.ts'
import { change, judge, readDeviations } from './compare/deviations.ts'
import { hasFacts, readFacts } from './compare/facts.ts'
import { loadSpec } from './load.ts'
import { DIR } from './run.ts'

const FOLDER = '../shared/reference/mastodon'

export function runCoverage(args: string[]): number {
  const given = args.find((arg) => !arg.startsWith('--'))
  const folder = given === undefined ? resolve(DIR, '../..', FOLDER) : resolve(given)
  if (!hasFacts(folder)) {
    console.log(
      `The fact tables are not in ${given ?? FOLDER}, so the coverage of the document was not checked.`,
    )
    return args.includes('--if-present') ? 0 : 1
  }
  const deviations = readDeviations(DIR)
  const spec = loadSpec(DIR)
  const { differences, lines } = compare(spec, readFacts(folder), deviations.names)
  const { unexplained, unused } = judge(differences, deviations)
  for (const difference of unexplained) console.error(`${difference.at}: ${change(difference)}`)
  for (const at of unused)
    console.error(`deviations.yaml: ${at}: there is no such difference; remove or mend the line.`)
  console.log(
    `${lines} lines compared: ${differences.length} differences, ${differences.length - unexplained.length} explained ` +
      `in deviations.yaml, ${unexplained.length} unexplained; ${unused.length} explanations unused.`,
  )
  return unexplained.length + unused.length === 0 ? 0 : 1
}

if (import.meta.main) process.exitCode = runCoverage(process.argv.slice(2))
