import { expect, test } from 'vitest'
import { type Loss, reconnecting } from './reconnecting.ts'

const POLICY = { initialDelay: 4, multiplier: 2, jitter: 0, stableAfter: 1_000 }
const lost = (openFor: number): Loss => ({ error: new Error(`lost after ${openFor}`), openFor })

async function run(losses: (Loss | undefined)[], reconnect: object | false) {
  const ending = new AbortController()
  const retries: [number, number][] = []
  let connections = 0
  const ended = await reconnecting(
    async () => {
      const loss = losses[connections++]
      if (connections === losses.length) ending.abort()
      return loss
    },
    {
      reconnect,
      signal: ending.signal,
      onRetry: (attempt, delay) => void retries.push([attempt, delay]),
    },
  ).catch((error: Error) => error.message)
  return { connections, retries, ended }
}

test('connects again more and more slowly, soon after a connection that lasted, and at once where nothing was lost', async () => {
  const { connections, retries } = await run(
    [lost(0), lost(0), lost(5), undefined, lost(2_000), lost(0), lost(0)],
    { ...POLICY, maxDelay: 8 },
  )
  expect(connections).toBe(7)
  expect(retries).toEqual([
    [1, 8],
    [2, 4],
    [3, 8],
    [1, 8],
    [2, 4],
  ])
})

test('throws the last loss when the attempts are used up', async () => {
  const policy = { ...POLICY, maxRetries: 1, maxDelay: 1 }
  const error = Promise.resolve(new Error('explained'))
  expect(await run([lost(1), { error, openFor: 0 }, lost(3)], policy)).toMatchObject({
    connections: 2,
    ended: 'explained',
  })
  expect(await run([lost(1), lost(2)], false)).toMatchObject({ connections: 1, ended: 'lost after 1' })
})

test('ends with its signal, whatever it waits for, and with what the connection throws', async () => {
  const ending = new AbortController()
  const running = reconnecting(async () => lost(0), {
    reconnect: { initialDelay: 60_000, jitter: 0 },
    signal: ending.signal,
    onRetry: () => setTimeout(() => ending.abort()),
  })
  await expect(running).resolves.toBeUndefined()
  const failing = reconnecting(() => Promise.reject(new Error('final')), {
    signal: new AbortController().signal,
    onRetry: () => {},
  })
  await expect(failing).rejects.toThrow('final')
})
