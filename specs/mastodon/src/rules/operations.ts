import { impliedAnswers, SHARED } from '../answers.ts'
import { child, deref, isObject, objects, strings, type Json, type Operation, type Spec } from '../load.ts'
import type { Finding, Rule } from './finding.ts'
import { VERBS } from './verbs.ts'

type Check = (operation: Operation, spec: Spec) => string[]

const operationId: Check = ({ node }) => {
  const id = node.operationId
  if (typeof id !== 'string' || !/^[a-z][A-Za-z0-9]*$/.test(id))
    return ['operationId must be lowerCamelCase.']
  const words = id.replace(/^admin(?=[A-Z])/, '').split(/(?=[A-Z])/)
  const verb = (words[0] ?? '').toLowerCase()
  return VERBS.has(verb)
    ? []
    : [`operationId ${id} must begin with a verb; ${verb} is not in src/rules/verbs.ts.`]
}

const summary: Check = ({ node }) => {
  const text = node.summary
  if (typeof text !== 'string' || text.trim() === '') return ['an operation needs a summary.']
  if (text.endsWith('.')) return ['a summary ends without a full stop.']
  return text.length > 110 ? [`the summary has ${text.length} characters; 110 are enough.`] : []
}

const pagination: Check = ({ node, file }, spec) => {
  const kind = node['x-pagination']
  if (kind !== 'link' && kind !== 'offset' && kind !== 'none')
    return ['x-pagination must be link, offset or none.']
  const response = child(child(node, 'responses'), '200')
  const headers = response ? child(deref(spec, response, file).node, 'headers') : undefined
  const hasLink = headers !== undefined && 'Link' in headers
  if (kind === 'link' && !hasLink)
    return ['x-pagination is link, so the answer 200 must declare the Link header.']
  return kind === 'none' && hasLink
    ? ['the answer declares a Link header, so x-pagination cannot be none.']
    : []
}

const tags: Check = ({ node, file }) => {
  const group = file.replace(/^paths\//, '').replace(/\.yaml$/, '')
  return strings(node.tags).join() === group ? [] : [`tags must be [${group}], as the file is named.`]
}

const security: Check = ({ node }, spec) => {
  if (!Array.isArray(node.security)) return ['an operation states its security, [] if it is public.']
  const known = child(spec.files.get('scopes.yaml'), 'scopes') ?? {}
  return objects(node.security).flatMap((requirement) =>
    Object.entries(requirement).flatMap(([scheme, scopes]) => {
      if (scheme !== 'user' && scheme !== 'app') return [`the security scheme ${scheme} is not user or app.`]
      return strings(scopes).flatMap((scope) =>
        scope in known ? [] : [`the scope ${scope} is not in scopes.yaml.`],
      )
    }),
  )
}

const pathParams: Check = ({ path, parameters }) => {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((found) => String(found[1]))
  const declared = parameters.filter((p) => p.in === 'path').map((p) => String(p.name))
  const optional = parameters.filter((p) => p.in === 'path' && p.required !== true)
  return [
    ...optional.map((p) => `the path parameter ${String(p.name)} must be required: true.`),
    ...inPath
      .filter((name) => !declared.includes(name))
      .map((name) => `the path parameter ${name} is not declared.`),
    ...declared.filter((name) => !inPath.includes(name)).map((name) => `the path has no {${name}}.`),
  ]
}

/** A file that is needed makes a form of the body, one that may be there makes a form possible. */
const encoding: Check = ({ node }) => {
  const content = child(child(node, 'requestBody'), 'content') ?? {}
  const [first, ...others] = objects(Object.values(content)).map((media) => child(media, 'schema') ?? {})
  const files = Object.entries(child(first, 'properties') ?? {}).filter(
    ([, field]) => isObject(field) && field.format === 'binary',
  )
  const needed = files.some(([name]) => strings(first?.required).includes(name))
  const [json, form] = ['application/json', 'multipart/form-data']
  const mayHaveFile = JSON.stringify(first ?? {}).includes('"format":"binary"')
  const wanted = first === undefined ? [] : needed ? [form] : mayHaveFile ? [json, form] : [json]
  if (Object.keys(content).join() !== wanted.join()) return [`this body is ${wanted.join(' or ')}.`]
  const problems = others.every((other) => JSON.stringify(other) === JSON.stringify(first))
    ? []
    : ['a body has the same fields as JSON and as a form; write *name for the one that was &name.']
  if (needed === (node['x-encoding'] === 'multipart')) return problems
  return [...problems, 'x-encoding: multipart belongs to a body that needs a file, and only there.']
}

const body: Check = ({ node }) => {
  const requestBody = child(node, 'requestBody')
  const media = Object.values(child(requestBody, 'content') ?? {})
  const needed = objects(media).some((entry) => strings(child(entry, 'schema')?.required).length > 0)
  if (!requestBody || needed === (requestBody.required === true)) return []
  return ['requestBody.required must be true exactly if one of its fields is required.']
}

const arrays: Check = ({ parameters }) =>
  parameters.flatMap((parameter) => {
    const type = child(parameter as Json, 'schema')?.type
    const name = String(parameter.name)
    if (parameter.in !== 'query' || (type === 'array') === name.endsWith('[]')) return []
    return [`the query parameter ${name} must be an array exactly if its name ends in [].`]
  })

const replacement: Check = ({ node }, spec) => {
  const target = node['x-replaced-by']
  if (target === undefined) return []
  const [schema = '', property = ''] = String(target).split('.')
  const known =
    spec.operations.some((other) => other.node.operationId === target) ||
    property in (child(spec.schemas.get(schema), 'properties') ?? {})
  return known
    ? []
    : [`x-replaced-by names ${String(target)}, which is neither an operation nor a Schema.property.`]
}

const responses: Check = ({ node, file }, spec) => {
  const answers = Object.entries(child(node, 'responses') ?? {})
  const problems = answers.flatMap(([status, answer]) => {
    const shared = isObject(answer) ? deref(spec, answer, file).node['x-status'] : undefined
    return shared === undefined || shared === status
      ? []
      : [`the answer ${status} is written for ${String(shared)}.`]
  })
  if (answers.some(([status]) => /^[123]/.test(status))) return problems
  return [...problems, 'an operation describes at least one successful answer.']
}

const redirection: Check = ({ node, file }, spec) =>
  Object.entries(child(node, 'responses') ?? {}).flatMap(([status, answer]) => {
    if (!status.startsWith('3') || !isObject(answer)) return []
    const headers = child(deref(spec, answer, file).node, 'headers') ?? {}
    return 'Location' in headers ? [] : [`the answer ${status} must declare the Location header.`]
  })

const implied: Check = ({ path, node }, spec) => {
  const shared = spec.files.get(SHARED) ?? {}
  const written = child(node, 'responses') ?? {}
  return [...impliedAnswers(path, node, shared)].flatMap(([status, name]) => {
    const answer = written[status]
    const again = isObject(answer) && typeof answer.$ref === 'string' && answer.$ref.endsWith(`#/${name}`)
    return again ? [`the answer ${status} follows from x-implied-by of ${name}; leave it out.`] : []
  })
}

const CHECKS = {
  operationId,
  summary,
  pagination,
  tags,
  security,
  pathParams,
  encoding,
  body,
  arrays,
  replacement,
  responses,
  redirection,
  implied,
}

export const operations: Rule = (spec) => {
  const findings: Finding[] = []
  const seen = new Map<string, string>()
  for (const operation of spec.operations) {
    const { file, name: path } = operation
    for (const [rule, check] of Object.entries(CHECKS)) {
      for (const message of check(operation, spec)) findings.push({ rule, file, path, message })
    }
    const id = String(operation.node.operationId)
    const first = seen.get(id)
    if (first)
      findings.push({ rule: 'operationId', file, path, message: `operationId ${id} is taken by ${first}.` })
    seen.set(id, path)
  }
  return findings
}
