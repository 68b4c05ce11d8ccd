import type { LinksSeen, OperationFacts, Shape } from './types.ts'

/** Where a double's operation differs from the real one's: nothing where it sends the same. */
export function differences(
  real: OperationFacts,
  double: OperationFacts,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const found: string[] = []
  for (const kinds of kindsOf(real.body)) {
    if (!kindsOf(double.body).includes(kinds)) found.push(`no body that is ${kinds}`)
  }
  for (const [name, shape] of Object.entries(real.shapes ?? {})) {
    const own = double.shapes?.[name]
    found.push(...(own ? lacking(name, shape, own) : [`no ${name}`]))
  }
  for (const [name, shape] of Object.entries(double.shapes ?? {})) {
    const strange = Object.keys(shape).filter((key) => key !== '*' && known.get(name)?.has(key) === false)
    found.push(...strange.map((key) => `${name}.${key} is never sent`))
  }
  for (const refusal of ['noToken', 'unknownId', 'noScope'] as const) {
    if (real[refusal] !== undefined && real[refusal] !== double[refusal]) {
      found.push(`${refusal}: ${double[refusal] ?? 'let in'}, not ${real[refusal]}`)
    }
  }
  if (real.links) found.push(...linkDifferences(real.links, double.links))
  return found
}

function lacking(name: string, real: Shape, own: Shape): string[] {
  return Object.entries(real).flatMap(([key, kinds]) => {
    const sent = kindsOf(own[key])
    const missing = kindsOf(kinds).filter((kind) => !sent.includes(kind))
    return missing.length > 0 ? [`${name}.${key} is never ${missing.join(', ')}`] : []
  })
}

/** Compares links by the parameters that both were asked with. */
function linkDifferences(real: LinksSeen, double: LinksSeen | undefined): string[] {
  if (!double) return ['no links']
  const kept = real.loses.filter((name) => double.keeps.includes(name)).map((name) => `links keep ${name}`)
  const lost = real.keeps.filter((name) => double.loses.includes(name)).map((name) => `links lose ${name}`)
  const prev =
    real.prev === double.prev || real.prev === undefined ? [] : [`prev by ${double.prev}, not ${real.prev}`]
  return [...kept, ...lost, ...prev]
}

function kindsOf(kinds: string | undefined): string[] {
  return kinds === undefined ? [] : kinds.split('|')
}
