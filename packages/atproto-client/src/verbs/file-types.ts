/**
 * The table of file types, in a module of its own that is loaded when a file has no type.
 *
 * The library is CommonJS. A static import of its names works in every bundler; the namespace that a dynamic import of it
 * gives is another in each: with esbuild it has nothing but `default`.
 * @module
 */
export { filetypemime } from 'magic-bytes.js'
