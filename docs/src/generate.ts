// Makes what the site, the type-check and the tests need of the pages and of the descriptions. Everything goes to
// `generated/`, which is emptied first.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generate, loadConfig, writeGenerated } from '@typefed/codegen'
import { extractBlocks } from './blocks/extract.ts'
import { fileName } from './blocks/file-name.ts'
import { toModule } from './blocks/to-module.ts'
import { figuresPage } from './pages/figures.ts'
import { DOCS, GENERATED } from './pages/folders.ts'
import { readPages } from './pages/page.ts'
import { readmePages } from './pages/readme.ts'
import { rowModule } from './migrate/row-module.ts'
import { readRows } from './migrate/rows.ts'
import { makeReference } from './reference/make-reference.ts'

rmSync(GENERATED, { recursive: true, force: true })
const pages = readPages('guide', 'migrate')
for (const block of [...pages, ...readmePages()].flatMap(extractBlocks)) {
  write(`blocks/${fileName(block.page, block.line)}`, toModule(block))
}
for (const page of pages.filter((one) => readRows(one).length > 0)) {
  write(`rows/${fileName(page.name)}`, rowModule(page))
}
// The extension that the page on custom lexicons mounts.
const example = await loadConfig(DOCS, 'example/typefed.config.json')
await writeGenerated(DOCS, example, await generate(DOCS, example))

write('figures.md', figuresPage())
for (const [path, text] of await makeReference()) write(path, text)

function write(path: string, text: string): void {
  const file = join(GENERATED, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
