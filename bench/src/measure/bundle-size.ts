import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import type { Measure } from '../measure.ts'
import { peersWith, programOf } from '../peers/peers.ts'
import type { Cell, Row } from '../row.ts'

const UNCHECKED = 'this call checks neither what it sends nor what comes back'
const RETRIES_429 = 'retries what the server refused for its rate (429), not network errors or 5xx'

const PROGRAMS: readonly (Omit<Row, 'cells'> & { program: string })[] = [
  {
    program: 'login-and-post',
    label: 'login + createRecord, kB',
    target: 8,
    notes: { atcute: UNCHECKED },
  },
  {
    program: 'login-and-post-retrying',
    label: 'login + createRecord with retries, kB',
    target: 17,
    notes: { atcute: RETRIES_429 },
  },
  { program: 'login-and-timeline', label: 'login + validated getTimeline, kB', target: 12 },
  {
    program: 'login-and-timeline-retrying',
    label: 'login + validated getTimeline with retries, kB',
    target: 21,
    notes: { atcute: RETRIES_429 },
  },
  {
    program: 'whole-client',
    label: 'the whole client, kB',
    target: 50,
    notes: {
      'bsky-sdk': 'has no tools.ozone lexicons, no retries',
      lex: 'no retries',
      'atproto-api': 'no retries',
    },
  },
]

export const bundleSize: Measure = {
  name: 'bundle-size',
  about: 'esbuild bundles for the browser, minified, gzip -9',
  needsLex: true,
  async run({ say }) {
    const rows: Row[] = []
    for (const { program, ...row } of PROGRAMS) {
      const cells: Partial<Record<string, Cell>> = {}
      for (const peer of peersWith(program)) {
        say(`bundle: ${peer.id}, ${program}`)
        cells[peer.id] = await sizeOf(programOf(peer, program)).catch(() => 'failed' as const)
      }
      rows.push({ ...row, digits: 1, cells })
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
  })
  const [output] = outputFiles
  return gzipSync(output?.contents ?? '', { level: 9 }).length / 1000
}
