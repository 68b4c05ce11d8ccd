// For pages: whoever opens the page calls what stands here.
import { runSmoke } from '../smoke/program.ts'
import type { Addresses } from '../smoke/step.ts'

Object.assign(globalThis, {
  async smoke(addresses: Addresses): Promise<string> {
    const lines: string[] = []
    await runSmoke(addresses, (result) => void lines.push(JSON.stringify(result)))
    return lines.join('\n')
  },
})
