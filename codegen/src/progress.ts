import type { WriteStream } from 'node:tty'

/** Shows which stage a run has come to: one line that changes on a terminal, plain lines elsewhere. */
export interface Progress {
  stage(name: string): void
  line(text: string): void
  end(): void
}

const CLEAR_LINE = '\r\u001b[K'

export function progress(stream: Pick<WriteStream, 'write' | 'isTTY'>): Progress {
  let open = false
  const clear = (): void => {
    if (open) stream.write(CLEAR_LINE)
    open = false
  }
  return {
    stage(name) {
      stream.write(stream.isTTY ? `${CLEAR_LINE}${name} …` : `${name}\n`)
      open = stream.isTTY
    },
    line(text) {
      clear()
      stream.write(`${text}\n`)
    },
    end: clear,
  }
}
