import { readdir, readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { build as esbuild } from 'esbuild'
import { rolldown } from 'rolldown'
import { build as vite } from 'vite'
import webpack from 'webpack'

/** A bundle for pages, and what was said while it was made. */
export interface Bundled {
  readonly warnings: readonly string[]
  readonly code: string
}

/** Makes a bundle of an entry in JavaScript into a folder. */
export interface Bundler {
  readonly name: string
  readonly bundle: (entry: string, folder: string) => Promise<Bundled>
}

export const BUNDLERS: readonly Bundler[] = [
  {
    name: 'esbuild',
    async bundle(entryPoint, outdir) {
      const { warnings } = await esbuild({
        entryPoints: [entryPoint],
        outdir,
        bundle: true,
        splitting: true,
        format: 'esm',
        logLevel: 'silent',
      })
      return { warnings: warnings.map(({ text }) => text), code: await codeIn(outdir) }
    },
  },
  {
    name: 'rolldown',
    async bundle(input, dir) {
      const warnings: string[] = []
      const bundle = await rolldown({
        input,
        platform: 'browser',
        onLog: (level, { message }) => void (level === 'warn' && warnings.push(message)),
      })
      await bundle.write({ dir, format: 'esm' })
      await bundle.close()
      return { warnings, code: await codeIn(dir) }
    },
  },
  {
    name: 'vite',
    async bundle(input, outDir) {
      const warnings: string[] = []
      const warn = (message: string): void => void warnings.push(message)
      await vite({
        root: join(input, '..'),
        configFile: false,
        build: {
          outDir,
          emptyOutDir: true,
          minify: false,
          chunkSizeWarningLimit: 5_000,
          rolldownOptions: { input },
        },
        logLevel: 'warn',
        customLogger: {
          info() {},
          warn,
          warnOnce: warn,
          error: warn,
          clearScreen() {},
          hasErrorLogged: () => false,
          hasWarned: false,
        },
      })
      return { warnings, code: await codeIn(join(outDir, 'assets')) }
    },
  },
  {
    name: 'webpack',
    async bundle(entry, path) {
      const compiler = webpack({
        mode: 'production',
        target: ['web', 'es2023'],
        entry,
        output: { path, module: true },
        experiments: { outputModule: true },
        // That a client of everything is large is no news.
        performance: false,
      })
      const stats = await new Promise<webpack.Stats>((resolve, reject) => {
        compiler.run((error, stats) => (stats ? resolve(stats) : reject(error)))
      })
      await new Promise((resolve) => compiler.close(resolve))
      const { warnings = [], errors = [] } = stats.toJson({ all: false, warnings: true, errors: true })
      return { warnings: [...errors, ...warnings].map(({ message }) => message), code: await codeIn(path) }
    },
  },
]

/**
 * Bundles as Metro resolves for React Native: by the conditions it asks for, and without a module of Node's.
 *
 * @returns what would be missing there
 */
export async function missingInReactNative(entryPoint: string): Promise<string[]> {
  const missing: string[] = []
  await esbuild({
    entryPoints: [entryPoint],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'silent',
    platform: 'neutral',
    conditions: ['react-native', 'browser', 'import'],
    mainFields: ['react-native', 'browser', 'module', 'main'],
    plugins: [
      {
        name: 'no-builtins',
        setup({ onResolve }) {
          onResolve({ filter: /.*/ }, ({ path, importer }) => {
            if (!isBuiltin(path)) return undefined
            missing.push(`${path}, imported by ${importer}`)
            return { path, external: true }
          })
        },
      },
    ],
  })
  return missing
}

async function codeIn(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => /\.m?js$/.test(name))
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n')
}
