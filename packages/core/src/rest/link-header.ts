/** One link of a `Link` header. */
export interface Link {
  /** Absolute or relative, as it stands. */
  readonly target: string
  /** What it is to the page that has it, in lower case. */
  readonly rels: readonly string[]
}

/**
 * Reads a `Link` header (RFC 8288), and what servers write instead: single quotes, missing quotes, spaces. What makes no
 * sense is left out. Takes time in proportion to the length, and never throws.
 */
export function parseLinkHeader(header: string): Link[] {
  const links: Link[] = []
  for (const value of splitOutside(header, ',')) {
    const [target = '', ...parameters] = splitOutside(value, ';')
    if (!target.startsWith('<') || !target.endsWith('>')) continue
    // Only the first rel of a link counts, says the RFC.
    const rel = parameters.map(readParameter).find(({ name }) => name === 'rel')
    const rels = rel?.value.toLowerCase().split(/\s+/).filter(Boolean) ?? []
    links.push({ target: target.slice(1, -1).trim(), rels })
  }
  return links
}

/** Where the first link of a kind leads to. `previous`, which some servers write, is `prev`. */
export function findLink(links: readonly Link[], rel: string): string | undefined {
  return links.find(({ rels }) => rels.includes(rel) || rels.includes(`${rel}ious`))?.target
}

/** Splits a text where a separator stands outside of `<>` and of quotes. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = []
  let start = 0
  let isBlank = true
  let closing = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string
    if (closing) {
      if (char === '\\' && closing === '"') i++
      else if (char === closing) closing = ''
    } else if (char === separator) {
      parts.push(text.slice(start, i).trim())
      start = i + 1
      isBlank = true
      continue
    } else if (char === '<' && isBlank) closing = '>'
    else if (char === '"' || (char === "'" && text[i - 1] === '=')) closing = char
    isBlank &&= char === ' ' || char === '\t'
  }
  parts.push(text.slice(start).trim())
  return parts
}

function readParameter(text: string): { name: string; value: string } {
  const at = text.indexOf('=')
  if (at < 0) return { name: text.toLowerCase(), value: '' }
  const value = text.slice(at + 1).trim()
  const isQuoted = /^["']/.test(value)
  return {
    name: text.slice(0, at).trim().toLowerCase(),
    value: isQuoted
      ? value.slice(1, value.endsWith(value.charAt(0)) ? -1 : undefined).replace(/\\(.)/g, '$1')
      : value,
  }
}
