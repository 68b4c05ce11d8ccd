import type { Follow } from '../../../stream.ts'

export const follow: Follow = async (server, take) => {
  const socket = new WebSocket(server)
  socket.binaryType = 'arraybuffer'
  await new Promise((_, reject) => {
    socket.addEventListener('message', take)
    socket.addEventListener('close', reject)
  })
}
