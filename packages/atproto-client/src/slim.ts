/**
 * The client without the tree, and the verbs as functions: for bundles that should hold only what they use.
 * @module
 */
export * from './shared-exports.ts'
export * from './verbs/index.ts'
