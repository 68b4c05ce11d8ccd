import { expect, test } from 'vitest'
import { readText } from './read.ts'

const CHUNK = new Uint8Array(1_000).fill(97)

/** A response whose body goes on for as long as it is read, whatever its headers say. */
function endless(headers: Record<string, string>): { response: Response; count: () => number } {
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += CHUNK.length
      controller.enqueue(CHUNK)
    },
  })
  return { response: new Response(body, { headers }), count: () => sent }
}

test.for([{}, { 'content-length': '5' }, { 'content-length': '' }, { 'content-length': '-5' }])(
  'reads no more than the limit, whatever is announced: %o',
  async (headers: Record<string, string>) => {
    const { response, count } = endless(headers)
    const tooLong = () => new RangeError('too long')
    await expect(readText(response, 10_000, tooLong)).rejects.toThrow('too long')
    expect(count()).toBeLessThan(20_000)
  },
)

test('gives the beginning of what is too long if nobody says what to throw', async () => {
  const { response } = endless({ 'content-length': '5' })
  expect(await readText(response, 2_500)).toBe('a'.repeat(2_500))
})

test('puts characters together that arrive in parts', async () => {
  const bytes = new TextEncoder().encode('ä€😀')
  const parts = [...bytes].map((byte) => Uint8Array.of(byte))
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = parts.shift()
      if (part) controller.enqueue(part)
      else controller.close()
    },
  })
  expect(await readText(new Response(body), 100)).toBe('ä€😀')
})
