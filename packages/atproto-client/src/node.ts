/**
 * What needs a machine with files, for Node and what resembles it.
 * @module
 */
export { fileStore } from '@typefed/core/node'
