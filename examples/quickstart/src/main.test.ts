import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const program = fileURLToPath(new URL('main.ts', import.meta.url))

/** Sends a signal after so many milliseconds. */
interface Kill {
  after: number
  signal: NodeJS.Signals
}

interface Ended {
  code: number | null
  output: string
}

function run(env: Record<string, string>, kill?: Kill): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program], { env: { ...process.env, ...env, NODE_OPTIONS: '' } })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    if (kill) void setTimeout(kill.after).then(() => child.kill(kill.signal))
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** Runs with a folder for temporary files of its own, and tells what is left in it. */
async function runIn(kill?: Kill) {
  const folder = await mkdtemp(join(tmpdir(), 'quickstart-'))
  // PostgreSQL, which refuses to run as root, runs as another user then.
  await chmod(folder, 0o755)
  const ended = await run({ TMPDIR: folder }, kill)
  const ours = async () => (await readdir(folder)).filter((name) => name.startsWith('typefed'))
  // After a signal, a watchdog takes the servers' files away a moment after the process has ended.
  for (let i = 0; i < 50 && (await ours()).length > 0; i++) await setTimeout(100)
  const left = await ours()
  await rm(folder, { recursive: true })
  return { ...ended, left }
}

describe('the quickstart', { timeout: 90_000 }, () => {
  test('does all its steps and leaves nothing behind', async () => {
    const { code, output, left } = await runIn()
    expect(output).toContain('That was all real')
    expect(output).toMatch(/documents\s+39\d|documents\s+[4-9]\d\d/)
    expect(output).toContain('the server answered 202, 206')
    expect(output).toContain('update: Nobody was listening when this was written')
    expect(output).toContain('UnsupportedVersionError before any request, needs 4.3.0')
    expect(code).toBe(0)
    expect(left).toEqual([])
  })

  test('says which step failed, and why', async () => {
    const { code, output } = await run({ TMPDIR: program })
    expect(code).toBe(1)
    expect(output).toContain('Start a real AT Protocol network on loopback: this did not work. could not')
  })

  test('cleans up when it is interrupted', async () => {
    const { code, left } = await runIn({ after: 6_000, signal: 'SIGINT' })
    expect(code).toBe(130)
    expect(left).toEqual([])
  })
})
