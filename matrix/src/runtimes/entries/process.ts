// For runtimes that start a program with arguments: a JSON line a step on stdout.
import { runSmoke } from '../smoke/program.ts'
import type { Addresses } from '../smoke/step.ts'

const { process } = globalThis as unknown as { process: { argv: string[] } }

await runSmoke(JSON.parse(process.argv[2] ?? '{}') as Addresses, (result) =>
  console.log(JSON.stringify(result)),
)
