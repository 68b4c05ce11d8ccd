import { fileURLToPath } from 'node:url'

/** The sources of the site. */
export const DOCS: string = fileURLToPath(new URL('../..', import.meta.url))

/** The repository. */
export const ROOT: string = fileURLToPath(new URL('../../..', import.meta.url))

/** What is made of the sources, and not committed. */
export const GENERATED: string = fileURLToPath(new URL('../../generated/', import.meta.url))
