import { NetworkError } from '@typefed/core'

/** The frames of one WebSocket connection, in order. Closes it when the loop over them is left. */
export async function* openSocket(url: URL, signal?: AbortSignal): AsyncGenerator<unknown, void> {
  signal?.throwIfAborted()
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  const frames: unknown[] = []
  let ended: Error | true | undefined
  let wake = () => {}
  const end = (reason: Error | true) => {
    ended ??= reason
    wake()
  }
  const abort = () =>
    end(signal?.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal?.reason }))
  signal?.addEventListener('abort', abort)
  socket.addEventListener('message', ({ data }) => {
    frames.push(data)
    wake()
  })
  socket.addEventListener('error', () =>
    end(new NetworkError(`${url.host}: the stream could not be opened, or broke off`)),
  )
  socket.addEventListener('close', ({ wasClean, code }) =>
    end(wasClean ? true : new NetworkError(`${url.host}: the stream broke off (code ${code})`)),
  )

  try {
    for (;;) {
      while (frames.length > 0) yield frames.shift()
      if (ended === true) return
      if (ended) throw ended
      await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    signal?.removeEventListener('abort', abort)
    socket.close()
  }
}
