import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { atproto } from './atproto/protocol.ts'
import { type Choice, helpText, parse } from './command-line.ts'
import { mastodon } from './mastodon/protocol.ts'
import { bundleSize } from './measure/bundle-size.ts'
import { catches } from './measure/catches.ts'
import { detection } from './measure/detection.ts'
import { endToEnd } from './measure/end-to-end.ts'
import { generation } from './measure/generation.ts'
import { importTime } from './measure/import-time.ts'
import { streams } from './measure/stream.ts'
import { typeCheckMeasure } from './measure/type-check.ts'
import { validation } from './measure/validation.ts'
import { fromRoot } from './paths.ts'
import { progress } from './progress.ts'
import type { Protocol } from './protocol.ts'
import { OURS, reaches, type Row } from './row.ts'
import { markdownTable, textTable } from './table.ts'

const ALL = {
  protocols: [atproto, mastodon],
  measures: [
    importTime,
    bundleSize,
    typeCheckMeasure,
    validation,
    catches,
    endToEnd,
    detection,
    streams,
    generation,
  ],
}

async function main(args: readonly string[]): Promise<number> {
  const choice = parse(args, ALL)
  if (typeof choice === 'string') {
    process.stderr.write(`bench: ${choice}\nRun "pnpm bench --help" for what it can do.\n`)
    return 2
  }
  if (choice.help) {
    process.stdout.write(helpText(ALL))
    return 0
  }
  const { protocols, markdown, rounds } = choice
  if (!protocols.every(({ built }) => built.every((file) => existsSync(fromRoot(file))))) {
    process.stderr.write('bench: the packages are not built; run "pnpm build" first\n')
    return 1
  }
  const missed: string[] = []
  for (const protocol of protocols) {
    const { title, peers } = protocol
    const rows = await measure(protocol, choice)
    // Not every peer has a part in every measure.
    const seen = peers.filter(({ id }) => id === OURS || rows.some(({ cells }) => id in cells))
    const table = markdown ? markdownTable(seen, rows) : textTable(seen, rows)
    process.stdout.write(`${markdown ? `## ${title}\n` : title}\n${table}\n\n`)
    missed.push(...rows.filter((row) => !reaches(row)).map(({ label }) => `${title}: ${label}`))
  }
  process.stdout.write(`${machine(rounds)}\n`)
  for (const label of missed) process.stderr.write(`bench: off target: ${label}\n`)
  return missed.length > 0 ? 1 : 0
}

async function measure(protocol: Protocol, { measures, rounds }: Choice): Promise<Row[]> {
  const { say: sayAlone, end } = progress(process.stderr)
  const say = (what: string) => sayAlone(`${protocol.title}, ${what}`)
  try {
    await protocol.prepare(say)
    const rows: Row[] = []
    for (const measure of measures) rows.push(...(await measure.run(protocol, { rounds, say })))
    return rows
  } finally {
    end()
  }
}

function machine(rounds: number): string {
  const cores = availableParallelism()
  const { version, platform, arch } = process
  const turns = rounds === 1 ? 'one round' : `medians of ${rounds} rounds`
  return `${cores} ${cores === 1 ? 'core' : 'cores'}, ${platform} ${arch}, Node ${version}; ${turns}; kB are thousands of bytes`
}

process.exitCode = await main(process.argv.slice(2))
