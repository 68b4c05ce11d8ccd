import RichtextBuilder from '@atcute/bluesky-richtext-builder'
import { tokenize } from '@atcute/bluesky-richtext-parser'
import type { Detect, DetectedFacet } from '../../detection/contract.ts'

export const detect: Detect = (text) => {
  const rich = new RichtextBuilder()
  for (const token of tokenize(text)) {
    if (token.type === 'mention') rich.addMention(token.raw, token.handle as `did:${string}:${string}`)
    else if (token.type === 'autolink') rich.addLink(token.raw, token.url as `${string}:${string}`)
    else if (token.type === 'topic') rich.addTag(token.raw, token.name)
    else if (token.type === 'cashtag') rich.addTag(token.raw, `$${token.name.toUpperCase()}`)
    else rich.addText(token.raw)
  }
  return rich.facets as DetectedFacet[]
}
