/** One subject of a surface, and what is said of it. */
export interface Entry {
  /** The definition or endpoint: `app.bsky.feed.post`, `getStatus`. */
  readonly id: string
  /** The place in it: `.text`, `params.limit`, `output`, `error NotFound`; empty for the thing itself. */
  readonly place: string
  readonly optional: boolean
  /** A type, or the kind of thing that it is: `string`, `query`, `GET /api/v1/statuses/{id}`. */
  readonly type: string
  readonly facts: ReadonlyMap<string, readonly string[]>
  /** Words that stand alone: `deprecated`. */
  readonly flags: ReadonlySet<string>
}

const FLAGS: ReadonlySet<string> = new Set(['deprecated', 'brackets'])
const PLACE = /^(?:\.|(?:params|input|output|message|body|path|args)(?=[.?[{]|$))/
/** What a line is about: one word, but a second one for streams and their events. */
const SUBJECT = /^((?:stream|event) \S+(?= (?:\/|event |params\.|json|text|none))|\S+)(?: (.*))?$/
/** What these say is all that there is. */
const WHOLE: ReadonlySet<string> = new Set(['error', 'permission', 'event'])
/** In place of a list that has a line for each item. */
const LONG = '…'

/** Reads a surface, by the id and the place of what its lines are about. */
export function readSurfaceEntries(text: string): ReadonlyMap<string, Entry> {
  const groups = new Map<string, Entry[]>()
  for (const line of text.split(/\r?\n/)) {
    if (line === '') continue
    const entry = readLine(line)
    const key = subjectOf(entry)
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  return new Map([...groups].map(([key, entries]) => [key, join(entries)]))
}

/** `app.bsky.feed.post .text`. */
export function subjectOf({ id, place }: Pick<Entry, 'id' | 'place'>): string {
  return place === '' ? id : `${id} ${place}`
}

function readLine(line: string): Entry {
  const [, id = '', rest = ''] = SUBJECT.exec(line) ?? []
  const tokens = rest.match(/(?:"(?:[^"\\]|\\.)*"|[^\s"])+/g) ?? []
  const first = tokens[0] ?? ''
  if (WHOLE.has(first))
    return { id, place: tokens.join(' '), optional: false, type: '', facts: new Map(), flags: new Set() }
  const place = PLACE.test(first) ? (tokens.shift() as string) : ''
  const words = tokens.filter((token) => !isFact(token) && !FLAGS.has(token))
  return {
    id,
    place: place.replace(/\?$/, ''),
    optional: place.endsWith('?'),
    type: words.join(' '),
    facts: new Map(tokens.filter(isFact).map(readFact)),
    flags: new Set(tokens.filter((token) => FLAGS.has(token))),
  }
}

function isFact(token: string): boolean {
  return /^[\w.-]+=/.test(token)
}

function readFact(token: string): [name: string, values: string[]] {
  const equals = token.indexOf('=')
  return [token.slice(0, equals), token.slice(equals + 1).match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? []]
}

/** Puts together the lines about one subject: a long list has a line an item, a choice may have one a form. */
function join(entries: readonly Entry[]): Entry {
  const long = new Map<string, string[]>()
  for (const { facts } of entries)
    for (const [name, values] of facts) if (values.join() === LONG) long.set(name, [])
  const forms = entries.filter(({ type }) => {
    const [name = '', ...item] = type.split(' ')
    const list = item.length > 0 ? long.get(name) : undefined
    list?.push(item.join(' '))
    return !list
  })
  const [main = entries[0] as Entry] = forms
  return {
    ...main,
    optional: forms.some(({ optional }) => optional),
    type: [...new Set(forms.map(({ type }) => type))].join('|'),
    facts: new Map([...main.facts, ...long]),
  }
}
