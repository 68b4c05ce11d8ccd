import type { StepResult } from './smoke/step.ts'

const INTRODUCTION = `# Runtimes

One program does the same steps on every runtime, against the same servers on loopback: the reference servers of the AT Protocol,
and the Mastodon sandbox. The packages are installed from their tarballs. Node, Deno and Bun resolve them by themselves; for
workerd, which has nothing of Node here, and for a page in Chromium they are bundled. \`pnpm test:all\` runs it and checks this
table; \`pnpm test:all src/runtimes --update\` writes it.
`

/** The page of the documentation: a line a step, a column a runtime. */
export function runtimesPage(results: ReadonlyMap<string, readonly StepResult[]>): string {
  const runtimes = [...results.keys()]
  const steps = [...new Set([...results.values()].flat().map(({ step }) => step))]
  const cell = (runtime: string, step: string): string =>
    results.get(runtime)?.find((result) => result.step === step)?.ok ? 'yes' : 'no'
  const lines = [
    ['step', ...runtimes],
    ...steps.map((step) => [step, ...runtimes.map((runtime) => cell(runtime, step))]),
  ]
  return `${INTRODUCTION}\n${drawTable(lines)}`
}

/** As the formatter leaves it. */
function drawTable(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  const draw = (line: readonly string[], fill = ' '): string =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |\n`
  const [head = [], ...rows] = lines
  return [
    draw(head),
    draw(
      head.map(() => ''),
      '-',
    ),
    ...rows.map((row) => draw(row)),
  ].join('')
}
