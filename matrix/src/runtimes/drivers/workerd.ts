import { readFile } from 'node:fs/promises'
import { Miniflare } from 'miniflare'
import { readLines, type Runtime } from '../runtime.ts'
import { bundle } from '../workspace.ts'

/** Cloudflare's runtime, without its imitation of Node. */
export const workerd: Runtime = {
  name: 'workerd',
  async run(project, addresses) {
    const file = await bundle(project, 'worker', { conditions: ['workerd', 'worker', 'browser'] })
    const worker = new Miniflare({
      modules: true,
      script: await readFile(file, 'utf8'),
      compatibilityDate: '2026-07-01',
      // Else it would ask Cloudflare for what a request tells of its origin.
      cf: false,
    })
    try {
      const answer = await worker.dispatchFetch('http://worker.test/', {
        method: 'POST',
        body: JSON.stringify(addresses),
      })
      return readLines(await answer.text())
    } finally {
      await worker.dispose()
    }
  },
}
