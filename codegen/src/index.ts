/**
 * The generator as a library: a configuration's type, and generation in memory.
 * @module
 */
export {
  defineConfig,
  type GenerateConfig,
  type Hints,
  type LexiconConfig,
  type OpenapiConfig,
  type Source,
} from './config/config.ts'
export { type Bump, bumpFor, type Change, type Level } from './diff/change.ts'
export { compareSurfaces } from './diff/compare-surfaces.ts'
export { type LoadedConfig, loadConfig, NoConfigError } from './config/load-config.ts'
export { generate, type Generated, type Summary, writeGenerated } from './generate.ts'
export { formatProblem, InputError, type Problem } from './model/problem.ts'
