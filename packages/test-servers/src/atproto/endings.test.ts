import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { answers, descendants, isRunning, scratchFolders } from '../testing.ts'

const BOOT_TIMEOUT_MS = 120_000
const INDEX = fileURLToPath(new URL('./index.ts', import.meta.url))

/** Starts a program that boots a network, prints its URLs, and then does what `rest` says. */
async function host(options: string, rest: string): Promise<{ child: ChildProcess; urls: string[] }> {
  const program = `
    import { startAtprotoNetwork } from ${JSON.stringify(INDEX)}
    const network = await startAtprotoNetwork(${options})
    console.log(JSON.stringify([network.pds.url, network.plc.url, network.appView?.url].filter(Boolean)))
    setInterval(() => {}, 1_000)
    ${rest}
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  children.push(child)
  const [line] = await once(child.stdout, 'data')
  return { child, urls: JSON.parse(String(line)) as string[] }
}

const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

describe.runIf(process.platform === 'linux')('nothing is left behind', () => {
  const onSignal = (what: string): string => `process.on('SIGUSR2', () => setImmediate(() => { ${what} }))`
  const endings: [
    name: string,
    options: string,
    signal: NodeJS.Signals,
    rest: string,
    expected: unknown[],
  ][] = [
    ['by Ctrl-C', '{ appView: true }', 'SIGINT', '', [null, 'SIGINT']],
    ['by SIGKILL', '{ appView: true }', 'SIGKILL', '', [null, 'SIGKILL']],
    ['by process.exit', '{ appView: true }', 'SIGUSR2', onSignal('process.exit(3)'), [3, null]],
    ['by SIGTERM', '{}', 'SIGTERM', '', [null, 'SIGTERM']],
    ['by an uncaught error', '{}', 'SIGUSR2', onSignal("throw new Error('on purpose')"), [1, null]],
  ]

  test.for(endings)(
    'when a host ends %s',
    { timeout: BOOT_TIMEOUT_MS },
    async ([, options, signal, rest, expected]) => {
      const { child, urls } = await host(options, rest)
      const pid = child.pid ?? 0
      const others = await descendants(pid)
      expect(others.length).toBeGreaterThan(0)
      expect(await scratchFolders(pid)).toHaveLength(1)
      const ended = once(child, 'exit')
      child.kill(signal)
      expect(await ended).toEqual(expected)
      expect(await Promise.all(urls.map(answers))).toEqual(urls.map(() => false))
      await vi.waitFor(
        async () => {
          expect(await scratchFolders(pid)).toEqual([])
          expect(await Promise.all(others.map(isRunning))).not.toContain(true)
        },
        { timeout: 10_000 },
      )
    },
  )

  test.for(['start PostgreSQL', 'start the AppView', 'start the PDS'])(
    'when a host ends during the step "%s"',
    { timeout: BOOT_TIMEOUT_MS },
    async (step) => {
      const options = `{ appView: true, onProgress: (step) => step === '${step}' && console.log('[]') }`
      const { child } = await host(options, '')
      const pid = child.pid ?? 0
      // Somewhere in the middle of it.
      await setTimeout(step === 'start PostgreSQL' ? 400 : 50)
      const others = await descendants(pid)
      const ended = once(child, 'exit')
      child.kill('SIGINT')
      expect(await ended).toEqual([null, 'SIGINT'])
      await vi.waitFor(
        async () => {
          expect(await scratchFolders(pid)).toEqual([])
          expect(await Promise.all(others.map(isRunning))).not.toContain(true)
        },
        { timeout: 10_000 },
      )
    },
  )

  test(
    'and a host that handles the signal itself goes on',
    async () => {
      const rest = "process.on('SIGINT', async () => { await network.close(); process.exit(7) })"
      const { child, urls } = await host('{}', rest)
      const ended = once(child, 'exit')
      child.kill('SIGINT')
      expect(await ended).toEqual([7, null])
      expect(await Promise.all(urls.map(answers))).toEqual([false, false])
      expect(await scratchFolders(child.pid)).toEqual([])
    },
    BOOT_TIMEOUT_MS,
  )

  test(
    'and a host that closes its network ends by itself',
    async () => {
      const program = `
        import { startAtprotoNetwork } from ${JSON.stringify(INDEX)}
        await using network = await startAtprotoNetwork()
        await network.createAccount()
      `
      const second = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' })
      children.push(second)
      expect(await once(second, 'exit')).toEqual([0, null])
      expect(await scratchFolders(second.pid)).toEqual([])
    },
    BOOT_TIMEOUT_MS,
  )
})
