// Holds bundles to their budgets: `node scripts/size/main.ts`, with --check for the README's table too, with --write to write it.
import { readFile, writeFile } from 'node:fs/promises'
import { BUDGETS } from './budgets.ts'
import { measure } from './measure.ts'
import { drawTable, isCurrent, type Measured, overBudget, withTable } from './report.ts'

const README = new URL('../../README.md', import.meta.url)

const flag = process.argv[2]
const all: Measured[] = []
for (const budget of BUDGETS) all.push({ budget, size: await measure(budget.code) })

const text = await readFile(README, 'utf8')
const problems = overBudget(all)
if (flag === '--write') await writeFile(README, withTable(text, all))
else if (flag === '--check' && !isCurrent(text, all))
  problems.push('the table of sizes in README.md is not current: run "pnpm size --write"')

console.log(drawTable(all))
for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0
