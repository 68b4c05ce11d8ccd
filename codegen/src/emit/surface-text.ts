import type { Described } from '../model/schema.ts'
import { isDeprecated } from './docs.ts'

/** When a thing came and went. */
export function versionText({ since, until }: Described): string {
  return `${since === undefined ? '' : ` since=${since}`}${until === undefined ? '' : ` until=${until}`}`
}

/** A value, quoted where it would not be read as one. */
export function valueText(value: unknown): string {
  return typeof value === 'string' && /^[^\s,"]+$/.test(value) ? value : JSON.stringify(value)
}

/** The end of a line about what is no longer to be used. */
export function mark(described: Described): string {
  return isDeprecated(described) ? ' deprecated' : ''
}
