import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium as browserType } from 'playwright-core'
import { readLines, type Runtime } from '../runtime.ts'
import type { Addresses } from '../smoke/step.ts'
import { bundle } from '../workspace.ts'

const USUAL = ['/usr/bin/chromium', '/usr/bin/google-chrome']
const PROGRAM = process.env['CHROMIUM'] ?? USUAL.find((program) => existsSync(program))

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Why there is no browser; `undefined` if there is one. */
export const missing: string | undefined = PROGRAM
  ? undefined
  : `there is no ${USUAL.join(' and no ')}: install Debian's package "chromium", or name the program in CHROMIUM`

export function launch(): Promise<Browser> {
  return browserType.launch({ ...(PROGRAM && { executablePath: PROGRAM }), args: FLAGS })
}

/** A page in a browser, whose origin is none of the servers'. */
export const chromium: Runtime = {
  name: 'Chromium',
  missing,
  async run(project, addresses) {
    const file = await bundle(project, 'page', { conditions: ['browser'], platform: 'browser' })
    await using page = await servePage(await readFile(file, 'utf8'))
    const browser = await launch()
    try {
      const tab = await browser.newPage()
      const errors: string[] = []
      tab.on('pageerror', ({ message }) => errors.push(message))
      await tab.goto(page.url)
      const output = await tab.evaluate(
        (given) => (globalThis as unknown as { smoke(given: Addresses): Promise<string> }).smoke(given),
        addresses,
      )
      if (errors.length > 0) throw new Error(errors.join('\n'))
      return readLines(output)
    } finally {
      await browser.close()
    }
  },
}

async function servePage(script: string): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' })
    response.end(
      isScript ? script : '<!doctype html><title>smoke</title><script type="module" src="page.js"></script>',
    )
  })
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
