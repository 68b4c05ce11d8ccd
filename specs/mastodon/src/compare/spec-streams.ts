import { child, isObject, objects, strings, type Json, type Spec } from '../load.ts'
import { list, put, record, type Lines } from './lines.ts'
import { specType } from './spec-types.ts'

function* entries(node: Json | undefined): Generator<[string, Json]> {
  for (const [name, value] of Object.entries(node ?? {})) if (isObject(value)) yield [name, value]
}

function scopesOf(requirements: unknown): string[] {
  return objects(requirements).flatMap((requirement) => strings(requirement.user))
}

function scopeLines(lines: Lines, spec: Spec): void {
  const file = spec.files.get('scopes.yaml')
  put(lines, 'scope default', file?.default)
  for (const [name, scope] of entries(child(file, 'scopes'))) {
    put(lines, `scope ${name}`, 'present')
    put(lines, `scope ${name} since`, scope['x-since'])
    put(lines, `scope ${name} deprecated since`, scope['x-deprecated-since'])
    put(lines, `scope ${name} grants`, list(strings(scope.grants)))
  }
}

export function specStreamLines(spec: Spec): Lines {
  const lines: Lines = new Map()
  const file = spec.files.get('streaming.yaml')
  for (const [name, stream] of entries(child(file, 'streams'))) {
    const key = `stream ${name}`
    put(lines, key, 'present')
    put(lines, `${key} since`, stream['x-since'])
    put(lines, `${key} path`, stream.path)
    put(lines, `${key} query`, record(stream.query))
    put(lines, `${key} parameters`, list(Object.keys(child(stream, 'parameters') ?? {})))
    put(lines, `${key} scopes`, list(scopesOf(stream.security)))
    put(lines, `${key} events`, list(strings(stream.events)))
    const extra = Object.entries(child(stream, 'event-security') ?? {})
    put(
      lines,
      `${key} event scopes`,
      list(extra.map(([event, needs]) => `${event}=${list(scopesOf(needs)) ?? ''}`)),
    )
  }
  for (const [name, event] of entries(child(file, 'events'))) {
    const key = `event ${name}`
    const payload = child(event, 'payload')
    put(lines, key, 'present')
    put(lines, `${key} since`, event['x-since'])
    put(lines, `${key} encoding`, event.encoding)
    if (payload) put(lines, `${key} payload`, specType(spec, payload, 'streaming.yaml').type)
  }
  const websocket = child(file, 'websocket')
  put(lines, 'websocket path', websocket?.path)
  put(lines, 'websocket since', websocket?.['x-since'])
  put(lines, 'websocket auth required since', websocket?.['x-auth-required-since'])
  put(lines, 'websocket scopes', list(scopesOf(websocket?.security)))
  const sse = child(file, 'sse')
  const framing = ['media-type', 'event-field', 'data-field', 'heartbeat'].map((key) => String(sse?.[key]))
  put(lines, 'sse', list(framing))
  scopeLines(lines, spec)
  return lines
}
