import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { writeAnswers } from './answers.ts'
import { child, isObject, schemaName } from './load.ts'
import { nodes } from './walk.ts'
import { BUNDLE, DIR, tool } from './run.ts'

/** Redocly leaves references inside extensions as they are; in the bundle they point to its components. */
export function bindExtensions(document: unknown): unknown {
  for (const { node } of nodes(document)) {
    const ref = node.$ref
    if (typeof ref === 'string' && /^schemas\/\w+\.yaml$/.test(ref)) {
      node.$ref = `#/components/schemas/${schemaName(ref)}`
    }
  }
  return document
}

/** Where a body may be JSON or a form, files are for the form; the sources write both at once. */
export function leaveOutFiles(document: unknown): void {
  for (const { node } of nodes(document)) {
    const [json, form] = [child(node, 'application/json'), child(node, 'multipart/form-data')]
    if (!json || !form) continue
    for (const { node: schema } of nodes(json)) {
      const properties = child(schema, 'properties') ?? {}
      for (const [name, field] of Object.entries(properties)) {
        if (isObject(field) && field.format === 'binary') delete properties[name]
      }
    }
  }
}

function resolves(document: unknown, ref: string): boolean {
  let node = document
  for (const raw of ref.replace(/^#\//, '').split('/')) {
    const key = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    node = isObject(node) ? node[key] : undefined
  }
  return ref.startsWith('#/') && node !== undefined
}

export function danglingReferences(document: unknown): string[] {
  const refs = [...nodes(document)].map(({ node }) => node.$ref).filter((ref) => typeof ref === 'string')
  return [...new Set(refs)].filter((ref) => !resolves(document, ref))
}

export function runBundle(): number {
  mkdirSync(dirname(BUNDLE), { recursive: true })
  const redocly = tool('redocly', ['bundle', 'openapi.yaml', '--output', BUNDLE])
  if (redocly.status !== 0) {
    console.error(redocly.output)
    return 1
  }
  const document = bindExtensions(JSON.parse(readFileSync(BUNDLE, 'utf8')))
  writeAnswers(document)
  leaveOutFiles(document)
  const dangling = danglingReferences(document)
  for (const ref of dangling) console.error(`dist/openapi.json refers to ${ref}, which is not in it.`)
  const text = `${JSON.stringify(document, undefined, 1)}\n`
  writeFileSync(BUNDLE, text)
  console.log(
    `Bundled ${DIR.split('/').slice(-2).join('/')}/dist/openapi.json, ${Math.round(text.length / 1024)} KiB.`,
  )
  return dangling.length === 0 ? 0 : 1
}

if (import.meta.main) process.exitCode = runBundle()
