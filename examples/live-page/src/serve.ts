import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** The page's program in one file. */
export async function bundlePage(): Promise<string> {
  const { outputFiles, warnings } = await build({
    entryPoints: [file('page.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2023',
    write: false,
    logLevel: 'silent',
  })
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join('\n'))
  return outputFiles[0]?.text ?? ''
}

/** Serves the page on this machine. */
export async function servePage(port = 0): Promise<{ url: string } & AsyncDisposable> {
  const script = await bundlePage()
  const page = await readFile(file('page.html'), 'utf8')
  const server = createServer(({ url }, response) => {
    const isScript = url === '/page.js'
    response.setHeader('content-type', `${isScript ? 'text/javascript' : 'text/html'}; charset=utf-8`)
    response.end(isScript ? script : page)
  })
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port }, resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
