import type { Follow } from '../../../stream.ts'

export const follow: Follow = async (server, take) => {
  const socket = new WebSocket(server)
  await new Promise((_, reject) => {
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const { payload } = JSON.parse(data) as { payload: string }
      if (JSON.parse(payload)) take()
    })
    socket.addEventListener('close', reject)
  })
}
