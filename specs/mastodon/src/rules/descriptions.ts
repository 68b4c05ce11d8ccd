import { schemaName } from '../load.ts'
import { parts } from '../walk.ts'
import type { Finding, Rule } from './finding.ts'

const LIMIT = 240

function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/\b(the|a|an|this|its|of|for|to|is|whether|value|field|parameter)\b/g, '')
    .replace(/[^a-z0-9]+/g, '')
}

/** `The visibility.` on `visibility` tells nobody anything. */
function isFiller(description: string, path: string): boolean {
  const name = path.split(/[\s.]+/).at(-1) ?? ''
  return words(description) === words(schemaName(name).replaceAll('_', ' '))
}

export const descriptions: Rule = (spec) => {
  const findings: Finding[] = []
  for (const { file, path, kind, node } of parts(spec)) {
    const report = (message: string): void => void findings.push({ rule: 'description', file, path, message })
    const text = node.description
    if (typeof text !== 'string' || text.trim() === '') report(`a ${kind} needs a description.`)
    else if (!/[.:]$/.test(text)) report('a description is a sentence and ends with a full stop.')
    else if (text.length > LIMIT)
      report(`the description has ${text.length} characters; ${LIMIT} are enough.`)
    else if (kind !== 'response' && isFiller(text, path)) report('the description only repeats the name.')
  }
  return findings
}
