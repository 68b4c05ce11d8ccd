import type { Follow } from '../../../stream.ts'

interface Streaming {
  on(event: 'update' | 'error', listener: () => void): void
  start(): void
}
type StreamingConstructor = new (
  url: string,
  stream: string,
  params: undefined,
  accessToken: string,
  userAgent: string,
) => Streaming

/** Its package does not export this file: it is read by its path. */
const FILE = new URL('../../../../node_modules/megalodon/lib/esm/mastodon/web_socket.js', import.meta.url)
const { default: Socket } = (await import(FILE.href)) as { default: StreamingConstructor }
// It says there that it connects again.
console.log = () => {}

export const follow: Follow = (server, take) => {
  const url = `${server.replace('http', 'ws')}/api/v1/streaming`
  const streaming = new Socket(url, 'public', undefined, 'token', 'bench')
  streaming.on('update', take)
  streaming.on('error', () => {})
  streaming.start()
  return new Promise(() => {})
}
