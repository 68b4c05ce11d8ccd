import { CAUSES, SHARED } from '../answers.ts'
import { child, isObject, objects, type Spec } from '../load.ts'
import { UNKNOWN } from '../versions.ts'
import type { Finding, Rule } from './finding.ts'

function tagProblems(spec: Spec): string[] {
  const listed = objects(spec.root.tags)
  const names = listed.map((tag) => String(tag.name))
  const used = new Set(spec.operations.map(({ file }) => file.replace(/^paths\//, '').replace(/\.yaml$/, '')))
  return [
    ...listed
      .filter((tag) => typeof tag.description !== 'string')
      .map((tag) => `the tag ${String(tag.name)} needs a description.`),
    ...[...used].filter((name) => !names.includes(name)).map((name) => `tags must list ${name}.`),
    ...names.filter((name) => !used.has(name)).map((name) => `no operation has the tag ${name}.`),
  ]
}

/** A scope of unknown age was never granted by itself, so nobody needs to ask for it. */
function scopeProblems(spec: Spec): string[] {
  const scopes = child(spec.files.get('scopes.yaml'), 'scopes') ?? {}
  const user = child(spec.files.get('components/security.yaml'), 'user')
  const offered = child(child(child(user, 'flows'), 'authorizationCode'), 'scopes') ?? {}
  const grantable = Object.entries(scopes).filter(
    ([, scope]) => isObject(scope) && scope['x-since'] !== UNKNOWN,
  )
  return [
    ...grantable
      .filter(([name]) => !(name in offered))
      .map(([name]) => `components/security.yaml lacks the scope ${name}.`),
    ...Object.keys(offered)
      .filter((name) => !(name in scopes))
      .map((name) => `scopes.yaml lacks the scope ${name}.`),
  ]
}

/** An answer that nobody refers to is in no bundle, unless the root names it. */
function impliedProblems(spec: Spec): string[] {
  const named = child(child(spec.root, 'components'), 'responses') ?? {}
  const seen = new Set<string>()
  return Object.entries(spec.files.get(SHARED) ?? {}).flatMap(([name, answer]) => {
    const cause = isObject(answer) ? answer['x-implied-by'] : undefined
    if (!isObject(answer) || cause === undefined) return []
    const key = `${String(cause)} ${String(answer['x-status'])}`
    const twice = seen.has(key)
    seen.add(key)
    return [
      ...(String(cause) in CAUSES
        ? []
        : [`x-implied-by of ${name} must be ${Object.keys(CAUSES).join(', ')}.`]),
      ...(twice
        ? [`x-implied-by gives the answer ${name} besides another of the same cause and status.`]
        : []),
      ...(name in named ? [] : [`components.responses must name ${name}, which operations give unasked.`]),
    ]
  })
}

export const root: Rule = (spec) => {
  const at = (path: string, messages: string[]): Finding[] =>
    messages.map((message) => ({ rule: 'root', file: 'openapi.yaml', path, message }))
  return [
    ...at('tags', tagProblems(spec)),
    ...at('components', [...scopeProblems(spec), ...impliedProblems(spec)]),
  ]
}
