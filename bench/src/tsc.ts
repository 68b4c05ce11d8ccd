import { fromBench } from './paths.ts'
import { runNode } from './run.ts'

export interface TypeCheck {
  readonly instantiations: number
  /** Milliseconds. */
  readonly checkTime: number
  /** Lines that name an error. */
  readonly errors: readonly string[]
}

const OPTIONS = [
  '--ignoreConfig --noEmit --strict --extendedDiagnostics --singleThreaded --allowImportingTsExtensions',
  '--target es2023 --module nodenext --lib es2024,dom,dom.iterable,dom.asynciterable,esnext.disposable',
].flatMap((line) => line.split(' '))

/** Type-checks a file and what it imports. One thread: with several, each counts what it instantiates for itself. */
export async function typeCheck(file: string, ...options: readonly string[]): Promise<TypeCheck> {
  const { stdout } = await runNode(
    [fromBench('node_modules/typescript/bin/tsc'), ...OPTIONS, '--types', '', ...options, file],
    { exitCodes: [0, 1, 2] },
  )
  return {
    instantiations: numberAfter(stdout, 'Instantiations'),
    checkTime: numberAfter(stdout, 'Check time') * 1000,
    errors: stdout.split('\n').filter((line) => /\berror TS\d+:/.test(line)),
  }
}

function numberAfter(text: string, label: string): number {
  const found = new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(text)
  if (!found) throw new Error(`tsc says nothing of "${label}":\n${text.slice(-500)}`)
  return Number(found[1])
}
