import { execFileSync } from 'node:child_process'
import { fromMatrix } from '../paths.ts'
import { PNPM } from '../pnpm.ts'

/** A way to install packages, in files and a command. */
export interface Manager {
  readonly name: string
  /** Where a package that others depend on has to be said to be in a tarball. */
  readonly files: (tarballs: Readonly<Record<string, string>>) => Readonly<Record<string, object | string>>
  readonly install: readonly [string, ...string[]]
  /** Puts what runs a script before it, where `node` alone would not find the packages. */
  readonly node: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const YARN = fromMatrix('node_modules/@yarnpkg/cli-dist/bin/yarn.js')
const REGISTRY = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim()
/** Yarn reads no settings of npm's. */
const YARN_ENVIRONMENT = {
  YARN_NPM_REGISTRY_SERVER: REGISTRY,
  ...(REGISTRY.startsWith('http:') && { YARN_UNSAFE_HTTP_WHITELIST: new URL(REGISTRY).hostname }),
  YARN_ENABLE_TELEMETRY: '0',
  YARN_ENABLE_IMMUTABLE_INSTALLS: '0',
  ...(process.env['NODE_EXTRA_CA_CERTS'] && { YARN_HTTPS_CA_FILE_PATH: process.env['NODE_EXTRA_CA_CERTS'] }),
}

export const NPM: Manager = {
  name: 'npm',
  files: (dependencies) => ({ 'package.json': { type: 'module', dependencies } }),
  install: ['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline'],
  node: [process.execPath],
}

export const MANAGERS: readonly Manager[] = [
  NPM,
  {
    name: 'pnpm',
    files: (dependencies) => ({
      'package.json': { type: 'module', dependencies },
      'pnpm-workspace.yaml': JSON.stringify({
        packages: ['.'],
        overrides: dependencies,
        pmOnFail: 'ignore',
        // It only asks for donations. pnpm does not install what runs a script before somebody has said whether it may.
        allowBuilds: { 'core-js': false },
      }),
    }),
    install: [...PNPM, 'install', '--prefer-offline'],
    node: [process.execPath],
  },
  yarn('yarn with node_modules', 'node-modules'),
  yarn('yarn with Plug’n’Play', 'pnp'),
]

function yarn(name: string, nodeLinker: 'node-modules' | 'pnp'): Manager {
  return {
    name,
    files: (dependencies) => ({
      'package.json': { type: 'module', dependencies, resolutions: dependencies },
      '.yarnrc.yml': `nodeLinker: ${nodeLinker}\n`,
      // Marks where the project begins.
      'yarn.lock': '',
    }),
    install: [process.execPath, YARN, 'install'],
    node: [process.execPath, YARN, 'node'],
    env: YARN_ENVIRONMENT,
  }
}
