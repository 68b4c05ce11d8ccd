import { loadSpec } from './load.ts'
import { DIR, tool } from './run.ts'
import { format, lint } from './rules/index.ts'

/** Ours first: they are fast, and their findings explain many of Redocly's. */
export function runLint(): number {
  const spec = loadSpec(DIR)
  const findings = lint(spec)
  for (const finding of findings) console.error(format(finding))
  console.log(
    `Own rules: ${spec.files.size} files, ${spec.operations.length} operations, ${findings.length} findings.`,
  )
  const redocly = tool('redocly', ['lint', 'openapi.yaml', '--format=stylish'])
  const clean = redocly.status === 0 && !/\b(warning|error)s?\b/i.test(redocly.output)
  console.log(clean ? 'Redocly: no findings.' : redocly.output)
  return findings.length === 0 && clean ? 0 : 1
}

if (import.meta.main) process.exitCode = runLint()
