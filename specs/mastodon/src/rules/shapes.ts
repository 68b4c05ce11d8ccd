import { child, isObject, objects, type Json } from '../load.ts'
import { nodes, parts } from '../walk.ts'
import type { Finding, Rule } from './finding.ts'

function typeOf(node: Json): string[] {
  const type = node.type
  if (typeof type === 'string') return [type]
  return Array.isArray(type) ? type.filter((item) => item !== 'null').map(String) : []
}

function isNumber(node: Json | undefined): boolean {
  return node !== undefined && typeOf(node).some((type) => type === 'integer' || type === 'number')
}

/** Ids are strings everywhere, as they exceed what a JavaScript number holds. */
const ids: Rule = (spec) => {
  const findings: Finding[] = []
  for (const [file, document] of spec.files) {
    for (const { node, keys } of nodes(document)) {
      for (const [name, property] of Object.entries(child(node, 'properties') ?? {})) {
        if (!/(^|_)ids?$/.test(name) || !isObject(property) || property['x-numeric-id'] === true) continue
        if (!isNumber(property) && !isNumber(child(property, 'items'))) continue
        const path = [...keys, name].join('.')
        findings.push({ rule: 'id', file, path, message: 'an id is a string, or marked x-numeric-id: true.' })
      }
    }
  }
  return findings
}

const names: Rule = (spec) => {
  const findings: Finding[] = []
  for (const name of spec.schemas.keys()) {
    if (/^(?:[A-Z][a-z0-9]*)+$/.test(name) || /^OAuth|^OEmbed/.test(name)) continue
    const message = 'a schema is named in PascalCase, letters and digits only.'
    findings.push({ rule: 'name', file: `schemas/${name}.yaml`, path: name, message })
  }
  return findings
}

const required: Rule = (spec) => {
  const findings: Finding[] = []
  for (const [file, document] of spec.files) {
    for (const { node, keys } of nodes(document)) {
      if (!Array.isArray(node.required) || !child(node, 'properties')) continue
      for (const name of node.required) {
        if (String(name) in (child(node, 'properties') ?? {})) continue
        const message = `required names ${String(name)}, which is not a property.`
        findings.push({ rule: 'required', file, path: keys.join('.'), message })
      }
    }
  }
  return findings
}

const TYPED = ['type', '$ref', 'oneOf', 'anyOf', 'allOf']

/** A schema without a type would let anything through. */
const typed: Rule = (spec) => {
  const findings: Finding[] = []
  for (const { kind, file, path, node } of parts(spec)) {
    if (kind === 'response') continue
    const schema = kind === 'parameter' ? child(node, 'schema') : node
    if (schema && TYPED.some((key) => key in schema)) continue
    findings.push({ rule: 'type', file, path, message: `a ${kind} says its type.` })
  }
  return findings
}

/** Whether a string anywhere in a value may be any text. */
function isPlain(node: Json): boolean {
  const inner = [child(node, 'items'), child(node, 'additionalProperties'), ...objects(node.anyOf)]
  return (
    (typeOf(node).includes('string') && node.format !== 'language' && !('enum' in node || 'const' in node)) ||
    inner.some((part) => part !== undefined && isPlain(part))
  )
}

/** What is called a language is one, in requests as in answers. */
const languages: Rule = (spec) => {
  const findings: Finding[] = []
  for (const { kind, file, path, node } of parts(spec)) {
    const name = kind === 'parameter' ? String(node.name) : path
    if (kind === 'response' || !/(^|[._:])(lang|languages?|locale)(\[\])?$/.test(name)) continue
    if (!isPlain(child(node, 'schema') ?? node)) continue
    findings.push({ rule: 'format', file, path, message: 'a language has format language.' })
  }
  return findings
}

const NEEDS = [
  ['properties', 'object'],
  ['additionalProperties', 'object'],
  ['items', 'array'],
  ['enum', 'string'],
] as const

/** What only means something for one type stands beside that type. */
const fitting: Rule = (spec) => {
  const findings: Finding[] = []
  for (const [file, document] of spec.files) {
    if (!/^(paths|schemas|components)\//.test(file)) continue
    for (const { node, keys } of nodes(document)) {
      for (const [key, type] of NEEDS) {
        if (!(key in node) || keys.at(-1) === 'properties' || typeOf(node).includes(type)) continue
        findings.push({
          rule: 'type',
          file,
          path: keys.join('.') || 'schema',
          message: `${key} needs type ${type}.`,
        })
      }
    }
  }
  return findings
}

export const shapes: Rule = (spec) => [
  ...fitting(spec),
  ...languages(spec),
  ...ids(spec),
  ...names(spec),
  ...required(spec),
  ...typed(spec),
]
