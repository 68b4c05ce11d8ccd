import { serveNetwork } from './serve.ts'
import { type ServeOptions, stepLine } from './protocol.ts'

/**
 * The process of a network that is run apart: told its options as JSON in the first argument, it prints the
 * address of its control endpoint, and ends when its stdin does, so that it never outlives who started it.
 */
const options: ServeOptions = JSON.parse(process.argv[2] ?? '{}')
const server = await serveNetwork(options, (step) => process.stdout.write(`${stepLine(step)}\n`))
process.stdin.resume()
process.stdin.on('end', () => {
  void server.close().finally(() => process.exit())
})
process.stdout.write(`${JSON.stringify(server.address)}\n`)
