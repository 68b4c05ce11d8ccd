import type { Facts } from './facts.ts'
import { factType, type Rename } from './fact-types.ts'
import { list, put, record, type Lines } from './lines.ts'
import { UNKNOWN } from '../versions.ts'

const ENCODINGS: Record<string, string> = {
  'json-string': 'json',
  'plain-string': 'text',
  absent: 'none',
  ignored: 'none',
}

function scopeLines(lines: Lines, { scopes }: Facts): void {
  put(lines, 'scope default', scopes.default)
  for (const scope of [...scopes.highLevel, ...scopes.granular]) {
    put(lines, `scope ${scope.name}`, 'present')
    put(lines, `scope ${scope.name} since`, scope.since)
  }
  for (const scope of scopes.highLevel) {
    put(lines, `scope ${scope.name} grants`, list(scope.grants))
    put(lines, `scope ${scope.name} deprecated since`, scope.deprecated)
  }
  for (const scope of scopes.deprecatedGranular) {
    put(lines, `scope ${scope.name}`, 'present')
    put(lines, `scope ${scope.name} since`, UNKNOWN)
    put(lines, `scope ${scope.name} deprecated since`, scope.deprecated)
  }
}

export function factStreamLines(facts: Facts, rename: Rename): Lines {
  const lines: Lines = new Map()
  const { streams, events, websocket, sse } = facts.streaming
  for (const stream of streams) {
    const key = `stream ${stream.name}`
    put(lines, key, 'present')
    put(lines, `${key} since`, stream.since)
    put(lines, `${key} path`, stream.path)
    put(lines, `${key} query`, record(stream.httpQuery))
    put(lines, `${key} parameters`, list(stream.params.map((parameter) => parameter.name)))
    put(lines, `${key} scopes`, list(stream.scopes))
    put(lines, `${key} events`, list(stream.events))
    put(lines, `${key} event scopes`, record(stream.extraScopeFor))
  }
  for (const event of events) {
    const key = `event ${event.name}`
    const encoding = ENCODINGS[event.encoding]
    put(lines, key, 'present')
    put(lines, `${key} since`, event.since)
    put(lines, `${key} encoding`, encoding)
    if (event.payload && encoding !== 'none')
      put(lines, `${key} payload`, factType(event.payload, rename).type)
  }
  put(lines, 'websocket path', websocket.path)
  put(lines, 'websocket since', websocket.since)
  put(lines, 'websocket auth required since', websocket.authRequiredSince)
  put(lines, 'websocket scopes', list(websocket.auth.scopes))
  put(lines, 'sse', list([sse.mediaType, sse.eventField, sse.dataField, sse.heartbeatComment]))
  scopeLines(lines, facts)
  return lines
}
