import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import type { Measure } from '../measure.ts'
import { peersWith, programOf } from '../protocol.ts'
import type { Cell, Row } from '../row.ts'

export const bundleSize: Measure = {
  name: 'bundle-size',
  about: 'esbuild bundles for the browser, minified, gzip -9',
  async run(protocol, { say }) {
    const rows: Row[] = []
    for (const { program, atStart, ...line } of protocol.bundles) {
      const cells: Record<string, Cell> = {}
      for (const peer of peersWith(protocol, program)) {
        say(`bundle: ${peer.id}, ${program}`)
        const size = sizeOf(programOf(protocol, peer, program), atStart)
        cells[peer.id] = await size.catch(() => 'failed' as const)
      }
      rows.push({ ...line, digits: 1, cells })
    }
    return rows
  },
}

/** Thousands of bytes, of one file that holds all, or of the files that are loaded at the start. */
async function sizeOf(file: string, atStart = false): Promise<number> {
  const { outputFiles, metafile } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['production'],
    legalComments: 'none',
    splitting: atStart,
    outdir: OUTPUT,
    metafile: true,
    write: false,
    logLevel: 'error',
  })
  // What is loaded late is an entry of its own.
  const first = Object.entries(metafile.outputs).find(
    ([, { entryPoint = '' }]) => resolve(entryPoint) === file,
  )
  const start = loadedWith(first?.[0], metafile)
  const loaded = outputFiles.filter(({ path }) => [...start].some((name) => path.endsWith(`/${name}`)))
  return loaded.reduce((size, { contents }) => size + gzipSync(contents, { level: 9 }).length, 0) / 1000
}

/** Where the files would be written, if they were. */
const OUTPUT = 'bundle'

/** A file, and those that it imports as soon as it is loaded. */
function loadedWith(
  name: string | undefined,
  metafile: Metafile,
  found: Set<string> = new Set(),
): Set<string> {
  if (name === undefined || found.has(name)) return found
  found.add(name)
  for (const { path, kind } of metafile.outputs[name]?.imports ?? []) {
    if (kind === 'import-statement') loadedWith(path, metafile, found)
  }
  return found
}
