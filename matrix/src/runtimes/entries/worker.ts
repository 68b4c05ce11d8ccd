// For workers: the addresses come as a request, the JSON lines are its answer.
import { runSmoke } from '../smoke/program.ts'
import type { Addresses } from '../smoke/step.ts'

export default {
  async fetch(request: Request): Promise<Response> {
    const lines: string[] = []
    const addresses = (await request.json()) as Addresses
    await runSmoke(addresses, (result) => void lines.push(JSON.stringify(result)))
    return new Response(lines.join('\n'))
  },
}
