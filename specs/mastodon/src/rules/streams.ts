import { child, isObject, strings, type Json, type Spec } from '../load.ts'
import type { Finding, Rule } from './finding.ts'

const FILE = 'streaming.yaml'
const ENCODINGS = ['json', 'text', 'none']

function maps(spec: Spec, key: string): [string, Json][] {
  return Object.entries(child(spec.files.get(FILE), key) ?? {}).filter((entry): entry is [string, Json] =>
    isObject(entry[1]),
  )
}

function streamProblems(spec: Spec, name: string, stream: Json): string[] {
  const problems: string[] = []
  const events = child(spec.files.get(FILE), 'events') ?? {}
  const carrier = spec.operations.find((operation) => operation.path === stream.path)
  if (typeof stream.description !== 'string') problems.push('a stream needs a description.')
  if (!Array.isArray(stream.security)) problems.push('a stream states its security.')
  if (!carrier) problems.push(`its path ${String(stream.path)} is not an operation.`)
  else if (!strings(carrier.node['x-streams']).includes(name))
    problems.push(`${carrier.name} must name it in x-streams.`)
  for (const event of strings(stream.events)) {
    if (!(event in events)) problems.push(`its event ${event} is not described.`)
  }
  return problems
}

function eventProblems(event: Json): string[] {
  const problems: string[] = []
  if (typeof event.description !== 'string') problems.push('an event needs a description.')
  if (!ENCODINGS.includes(String(event.encoding)))
    problems.push(`encoding must be one of ${ENCODINGS.join(', ')}.`)
  if ((event.encoding === 'none') === 'payload' in event) {
    problems.push('an event has a payload exactly if its encoding is not none.')
  }
  return problems
}

export const streams: Rule = (spec) => {
  const findings: Finding[] = []
  const add = (file: string, path: string, messages: string[]): void => {
    findings.push(...messages.map((message) => ({ rule: 'stream', file, path, message })))
  }
  for (const [name, stream] of maps(spec, 'streams')) add(FILE, name, streamProblems(spec, name, stream))
  for (const [name, event] of maps(spec, 'events')) add(FILE, name, eventProblems(event))
  const known = new Set(maps(spec, 'streams').map(([name]) => name))
  for (const { file, name, node } of spec.operations) {
    const unknown = strings(node['x-streams']).filter((stream) => !known.has(stream))
    add(
      file,
      name,
      unknown.map((stream) => `x-streams names ${stream}, which ${FILE} does not describe.`),
    )
  }
  return findings
}
