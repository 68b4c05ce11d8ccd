import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A program that runs as a process of its own. */
export interface Program {
  /** All that it has printed so far. */
  readonly output: string
  /** Its exit code, when it has ended. */
  readonly ended: Promise<number | null>
  /** Resolves when it has printed a text. @throws Error with all it printed if it ends without having done so */
  says(text: string): Promise<void>
  /** Resolves when it has ended well. @throws Error with all it printed if it does not */
  succeeds(): Promise<void>
  /** Interrupts it as Ctrl-C does. @returns its exit code */
  stop(): Promise<number | null>
}

export interface ProgramOptions {
  args?: readonly string[]
  env?: Readonly<Record<string, string>>
  /** What it reads. */
  input?: string
}

/** Starts an example as a person would, with Node, and follows what it prints. */
export function startProgram(file: URL, { args = [], env, input = '' }: ProgramOptions = {}): Program {
  const child = spawn(process.execPath, [fileURLToPath(file), ...args], {
    env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', ...env },
  })
  child.stdin.end(input)
  let output = ''
  let isOver = false
  let wake = () => {}
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      wake()
    })
  }
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      isOver = true
      wake()
      resolve(code)
    })
  })
  return {
    get output() {
      return output
    },
    ended,
    async says(text) {
      while (!output.includes(text)) {
        if (isOver) throw new Error(`the program ended without saying ${JSON.stringify(text)}:\n${output}`)
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
    async succeeds() {
      const code = await ended
      if (code !== 0) throw new Error(`the program ended with ${code}:\n${output}`)
    },
    stop() {
      child.kill('SIGINT')
      return ended
    },
  }
}
