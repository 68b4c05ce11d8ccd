// The tour that `npm start` ends with: real servers on loopback, and the generated clients at work on them.
// Exit codes: 0 all steps done, 1 a step failed, 130 interrupted.
import { outro } from '@clack/prompts'
import { tourAtproto } from './atproto/tour.ts'
import { generate } from './generated.ts'
import { tourMastodon } from './mastodon/tour.ts'
import { greet, heading, step, StepFailed } from './terminal.ts'

async function tour(): Promise<void> {
  greet('typefed', 'typed clients for open social networks, generated from their own descriptions')
  await step('Generate a client from every public lexicon', () => generate('lexicons/upstream.json'))
  await step('Generate a client from the Mastodon document', () => generate('specs/mastodon/typefed.json'))
  heading('@typefed/atproto-client')
  await tourAtproto()
  heading('@typefed/mastodon-client')
  await tourMastodon()
  outro('That was all real. README.md goes on from here.')
}

// The network takes its processes and files down as this process ends, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
try {
  await tour()
} catch (error) {
  const failed = error instanceof StepFailed ? error : new StepFailed('The tour', error)
  console.error(`\n${failed.message}`)
  process.exitCode = 1
}
