import { beforeAll, expect, test, vi } from 'vitest'
import { given } from '../given/atproto.ts'
import { readPages } from '../pages/page.ts'
import { extractBlocks } from './extract.ts'
import { expectedOutput } from './expected-output.ts'
import { fileName } from './file-name.ts'
import { GENERATED } from '../pages/folders.ts'

const blocks = readPages('guide', 'migrate')
  .flatMap(extractBlocks)
  .filter(({ kind }) => kind === 'run')

// The network may take a while to boot.
beforeAll(() => given())

test.for(blocks)('$page:$line runs, and prints what it says', async (block) => {
  using log = vi.spyOn(console, 'log').mockImplementation(() => {})
  await import(`${GENERATED}blocks/${fileName(block.page, block.line)}`)
  const printed = log.mock.calls.map((args) => args.map(String).join(' '))
  for (const line of expectedOutput(block)) expect(printed).toContain(line)
})
