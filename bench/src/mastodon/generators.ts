import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromBench } from '../paths.ts'
import { runNode } from '../run.ts'
import type { Generate } from '../typefed-generator.ts'
import { DOCUMENT } from './document.ts'

const HEY_API = fromBench('generated/hey-api')
const OPENAPI_TYPESCRIPT = fromBench('generated/openapi-typescript')

/** With validation of what is sent and of what comes back, which is off by default. */
export const heyApi: Generate = async () => {
  await rm(HEY_API, { recursive: true, force: true })
  await mkdir(HEY_API, { recursive: true })
  const config = {
    input: DOCUMENT,
    output: { path: 'output', module: { extension: '.ts' } },
    plugins: [
      '@hey-api/client-fetch',
      '@hey-api/typescript',
      'valibot',
      { name: '@hey-api/sdk', validator: true },
    ],
  }
  await writeFile(join(HEY_API, 'openapi-ts.config.mjs'), `export default ${JSON.stringify(config)}\n`)
  const command = fromBench('node_modules/@hey-api/openapi-ts/bin/run.js')
  return (await runNode([command, '--file', 'openapi-ts.config.mjs'], { cwd: HEY_API })).ms
}

export const openapiTypescript: Generate = async () => {
  await rm(OPENAPI_TYPESCRIPT, { recursive: true, force: true })
  const command = fromBench('node_modules/openapi-typescript/bin/cli.js')
  return (await runNode([command, DOCUMENT, '--output', join(OPENAPI_TYPESCRIPT, 'openapi.d.ts')])).ms
}
