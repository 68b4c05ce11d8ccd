import { describe, expect, it } from 'vitest'
import { progress } from './progress.ts'

function record(isTTY: boolean): { text: () => string; stream: Parameters<typeof progress>[0] } {
  let text = ''
  return {
    text: () => text,
    stream: { isTTY, write: (chunk: Uint8Array | string) => (text += String(chunk)) !== '' },
  }
}

describe('progress', () => {
  it('rewrites one line on a terminal, and clears it at the end', () => {
    const { text, stream } = record(true)
    const show = progress(stream)
    show.stage('reading')
    show.stage('writing')
    show.line('notice: a')
    show.end()
    expect(text()).toBe('\r\u001b[Kreading …\r\u001b[Kwriting …\r\u001b[Knotice: a\n')
  })

  it('prints plain lines elsewhere', () => {
    const { text, stream } = record(false)
    const show = progress(stream)
    show.stage('reading')
    show.line('notice: a')
    show.end()
    expect(text()).toBe('reading\nnotice: a\n')
  })
})
