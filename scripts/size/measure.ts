import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'

/** Thousands of bytes, minified and gzipped. */
export interface Size {
  readonly atStart: number
  readonly inAll: number
}

/** Bundles a program for browsers. Imports are found as from here, built packages and not their sources. */
export async function measure(code: string): Promise<Size> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['production'],
    legalComments: 'none',
    outdir: 'bundle',
    metafile: true,
    write: false,
    logLevel: 'error',
  })
  const first = loadedAtStart(metafile)
  const sizes = outputFiles.map(({ path, contents }) => ({
    isFirst: [...first].some((name) => path.endsWith(name)),
    bytes: gzipSync(contents, { level: 9 }).length,
  }))
  const sum = (all: typeof sizes): number => all.reduce((total, { bytes }) => total + bytes, 0) / 1000
  return { atStart: sum(sizes.filter(({ isFirst }) => isFirst)), inAll: sum(sizes) }
}

/** The file of the program, and all that it imports before it runs. What is loaded later is an entry of its own. */
function loadedAtStart({ outputs }: Metafile): ReadonlySet<string> {
  const found = new Set(Object.keys(outputs).filter((name) => outputs[name]?.entryPoint === '<stdin>'))
  for (const name of found) {
    for (const { path, kind } of outputs[name]?.imports ?? [])
      if (kind === 'import-statement') found.add(path)
  }
  return found
}
