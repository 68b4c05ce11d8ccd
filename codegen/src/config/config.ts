/** A folder of lexicons; a file's path is its id: `app/bsky/feed/post.json`. */
export interface FolderSource {
  /** Relative to the configuration file. */
  folder: string
}

interface PackageBase {
  /** A package that is installed where the configuration file is, or beside the generator. */
  package: string
  /** The version that `released` belongs to: generating stops if another one is installed. */
  version: string
  /** The day on which this version was published: `2026-09-27`. Where two packages hold a document, the newer one's counts. */
  released: string
}

/** A folder of lexicons in an npm package. */
export interface PackageFolderSource extends PackageBase {
  folder: string
}

/** A list of lexicons that a module of an npm package exports. */
export interface PackageModuleSource extends PackageBase {
  /** A file in the package: `dist/client/lexicons.js`. */
  module: string
  /** The name of the export. */
  export: string
}

export type Source = FolderSource | PackageFolderSource | PackageModuleSource

/** What lexicons do not say, by the full name of what it is about. */
export interface Hints {
  /** Which records a field without a description holds: `{ 'app.bsky.feed.defs#postView.record': ['app.bsky.feed.post'] }`. */
  records?: Record<string, string[]>
  /** Which array of an answer holds the items of a page, where it has several: `{ 'app.bsky.feed.searchPostsV2': 'posts' }`. */
  items?: Record<string, string>
}

interface OutputConfig {
  /** For the schema of a JSON configuration; not looked at. */
  $schema?: string
  /** The folder to generate into. It is cleared first, and may hold nothing else. */
  output: string
  /**
   * How modules import each other. `ts` for Node itself, and for compilers with `allowImportingTsExtensions`; `js` for
   * others. Default: `ts`.
   */
  extension?: 'ts' | 'js'
  /** The file that lists everything there is, to be committed and reviewed. Default: none. */
  surface?: string
}

/** What is generated from lexicons. Every path is relative to the configuration file. */
export interface LexiconConfig extends OutputConfig {
  /** Where the lexicons come from. An id may stand in several packages, but in one folder only. */
  sources: Source[]
  /**
   * Packages whose lexicons are imported rather than generated again: `@typefed/atproto-client`, for all of `com.atproto`
   * and `app.bsky`. What is generated then mounts on the client of that package. Default: none.
   */
  reuse?: string[]
  /** The file that lists what is generated, for packages that are to be reused: `definitions.json`. Default: none. */
  definitions?: string
  /** The hints, or the JSON file that holds them. Default: none. */
  hints?: string | Hints
}

/** What is generated from an OpenAPI document. Every path is relative to the configuration file. */
export interface OpenapiConfig extends OutputConfig {
  /** The document, in YAML or JSON; the files that it refers to are read as well. */
  openapi: string
  /** The minor version that every server is at least on: `2.7`. Default: none, so that everything dated is told apart. */
  baseline?: string
  /** Which array of an answer holds the items of a page, where it has several: `{ listGroupedNotifications: 'notification_groups' }`. */
  items?: Record<string, string>
}

/** What is generated, from what. */
export type GenerateConfig = LexiconConfig | OpenapiConfig

/** Gives a configuration in TypeScript its type. */
export function defineConfig(config: GenerateConfig): GenerateConfig {
  return config
}
