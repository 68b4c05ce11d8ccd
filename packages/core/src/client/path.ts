import { validationError } from '../errors/validation-error.ts'
import { kindOf } from '../wire/index.ts'

/**
 * Fills a template: `/api/v1/statuses/{id}/context`. Every value becomes one segment, whatever is in it.
 *
 * Throws ValidationError for what cannot be a segment: no string, an empty one, `.` and `..`, which would lead elsewhere.
 */
export function fillPath(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (typeof value === 'string' && isSegment(value)) return encodeURIComponent(value)
    const received = typeof value === 'string' ? JSON.stringify(value) : kindOf(value)
    throw validationError(`path ${template}`, [name], 'a string that is not empty, . or ..', received)
  })
}

function isSegment(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && text.isWellFormed()
}
