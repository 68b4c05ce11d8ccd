import { fromMatrix, fromRoot } from '../paths.ts'
import { chromium } from './drivers/chromium.ts'
import { processRuntime } from './drivers/process.ts'
import { workerd } from './drivers/workerd.ts'
import type { Runtime } from './runtime.ts'

/** Nothing but the servers may be reached, and no file but the program's be read. */
const DENO_FLAGS = [
  'run',
  '--quiet',
  '--no-prompt',
  '--cached-only',
  '--node-modules-dir=manual',
  '--allow-net=127.0.0.1',
]

export const RUNTIMES: readonly Runtime[] = [
  processRuntime('Node 22', fromMatrix('node_modules/node-22/bin/node')),
  processRuntime('Node 24', fromRoot('node_modules/node/bin/node')),
  processRuntime('Node 26', fromMatrix('node_modules/node-26/bin/node')),
  processRuntime('Deno', fromMatrix('node_modules/.bin/deno'), DENO_FLAGS),
  processRuntime('Bun', fromMatrix('node_modules/.bin/bun'), ['run']),
  workerd,
  chromium,
]
