import { readdir, readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { build as esbuild } from 'esbuild'
import { rolldown } from 'rolldown'
import { build as vite } from 'vite'
import webpack from 'webpack'

/** A bundle, and the warnings that came while it was made. */
export interface Bundled {
  readonly warnings: readonly string[]
  readonly code: string
  /** The file to start, of `files`. */
  readonly main: string
  /** Paths of all files of JavaScript. */
  readonly files: readonly string[]
}

/** Makes a bundle of an entry in JavaScript into a folder. */
export interface Bundler {
  readonly name: string
  readonly platform: 'browser' | 'node'
  readonly bundle: (entry: string, folder: string) => Promise<Bundled>
}

type Platform = Bundler['platform']

export const BUNDLERS: readonly Bundler[] = [
  bundler('esbuild', 'browser', bundleWithEsbuild),
  bundler('rolldown', 'browser', bundleWithRolldown),
  bundler('vite', 'browser', bundleWithVite),
  bundler('webpack', 'browser', bundleWithWebpack),
  bundler('esbuild', 'node', bundleWithEsbuild),
  bundler('rolldown', 'node', bundleWithRolldown),
  bundler('webpack', 'node', bundleWithWebpack),
]

/** Makes a bundle into a folder. Resolves with the warnings. */
type MakeBundle = (entry: string, folder: string, platform: Platform) => Promise<string[]>

function bundler(name: string, platform: Platform, make: MakeBundle): Bundler {
  return {
    name: platform === 'node' ? `${name} for Node` : name,
    platform,
    async bundle(entry, folder) {
      const warnings = await make(entry, folder, platform)
      const names = (await readdir(folder)).filter((name) => /\.[cm]?js$/.test(name))
      const files = names.map((name) => join(folder, name))
      const main = files.find((file) => /^main\.[cm]?js$/.test(basename(file)))
      if (!main) throw new Error(`${name} wrote no main among ${names.join(', ')}`)
      const code = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n')
      return { warnings, code, main, files }
    },
  }
}

async function bundleWithEsbuild(entry: string, outdir: string, platform: Platform): Promise<string[]> {
  const { warnings } = await esbuild({
    entryPoints: { main: entry },
    outdir,
    platform,
    bundle: true,
    splitting: true,
    format: 'esm',
    logLevel: 'silent',
  })
  return warnings.map(({ text }) => text)
}

async function bundleWithRolldown(entry: string, dir: string, platform: Platform): Promise<string[]> {
  const warnings: string[] = []
  const bundle = await rolldown({
    input: { main: entry },
    platform,
    onLog: (level, { message }) => void (level === 'warn' && warnings.push(message)),
  })
  await bundle.write({ dir, format: 'esm' })
  await bundle.close()
  return warnings
}

async function bundleWithVite(entry: string, outDir: string): Promise<string[]> {
  const warnings: string[] = []
  const warn = (message: string): void => void warnings.push(message)
  await vite({
    root: dirname(entry),
    configFile: false,
    base: './',
    build: {
      outDir,
      assetsDir: '.',
      emptyOutDir: true,
      minify: false,
      // It is run without a document.
      modulePreload: false,
      target: 'es2023',
      chunkSizeWarningLimit: 5_000,
      rolldownOptions: { input: { main: entry }, output: { entryFileNames: '[name].js' } },
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
  return warnings
}

async function bundleWithWebpack(entry: string, path: string, platform: Platform): Promise<string[]> {
  const compiler = webpack({
    mode: 'production',
    entry: { main: entry },
    // That a client of everything is large is no news.
    performance: false,
    ...(platform === 'node'
      ? { target: 'node', output: { path, filename: '[name].cjs', chunkFilename: '[id].cjs' } }
      : {
          target: ['web', 'es2023'],
          output: { path, module: true, filename: '[name].js' },
          experiments: { outputModule: true },
        }),
  })
  const stats = await new Promise<webpack.Stats>((resolve, reject) => {
    compiler.run((error, stats) => (stats ? resolve(stats) : reject(error)))
  })
  await new Promise((resolve) => compiler.close(resolve))
  const { warnings = [], errors = [] } = stats.toJson({ all: false, warnings: true, errors: true })
  return [...errors, ...warnings].map(({ message }) => message)
}

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
