import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import type { Measure } from '../measure.ts'
import { peersWith, programOf } from '../protocol.ts'
import type { Cell, Row } from '../row.ts'

export const bundleSize: Measure = {
  name: 'bundle-size',
  about: 'esbuild bundles for the browser, minified, gzip -9',
  async run(protocol, { say }) {
    const rows: Row[] = []
    for (const { program, ...line } of protocol.bundles) {
      const cells: Record<string, Cell> = {}
      for (const peer of peersWith(protocol, program)) {
        say(`bundle: ${peer.id}, ${program}`)
        cells[peer.id] = await sizeOf(programOf(protocol, peer, program)).catch(() => 'failed' as const)
      }
      rows.push({ ...line, digits: 1, cells })
    }
    return rows
  },
}

/** Thousands of bytes. */
async function sizeOf(file: string): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['production'],
    legalComments: 'none',
    write: false,
    logLevel: 'error',
  })
  const [output] = outputFiles
  return gzipSync(output?.contents ?? '', { level: 9 }).length / 1000
}
