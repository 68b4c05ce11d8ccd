import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { loadConfig } from '../src/config/load-config.ts'
import { generate } from '../src/generate.ts'
import { agreement, DIFFERENCES, openapiTypes } from './support/openapi-types.ts'
import { temporaryProject } from './support/project.ts'
import { typecheck } from './support/tsc.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))

it('agrees with openapi-typescript on every schema and every operation', { timeout: 120_000 }, async () => {
  const generated = await generate(REPOSITORY, await loadConfig(REPOSITORY, 'specs/mastodon/typefed.json'))
  const { text, lines } = agreement(generated)
  // Parameters, path, body and answer of 295 operations, and 194 schemas.
  expect(lines.size).toBe(4 * 295 + 194)
  const files = Object.fromEntries(generated.files.map((file) => [`generated/${file.path}`, file.text]))
  await using project = await temporaryProject({
    ...files,
    'theirs.ts': await openapiTypes(),
    'agreement.ts': text,
    'agreement.json': JSON.stringify({
      extends: './nodenext.json',
      compilerOptions: { skipLibCheck: true, isolatedDeclarations: false, noUnusedLocals: false },
      files: ['agreement.ts'],
      include: [],
    }),
  })
  const said = await typecheck(join(project.path, 'agreement.json'))
  const differing = said.split('\n').map((line) => {
    const number = /agreement\.ts\((\d+),\d+\): error TS2345: .*'"ours does not fit theirs"'/.exec(line)?.[1]
    return lines.get(Number(number)) ?? line
  })
  expect(differing.sort()).toEqual(Object.keys(DIFFERENCES).sort())
})
