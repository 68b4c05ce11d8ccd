import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseDocument } from 'yaml'

export type Json = Record<string, unknown>

export interface Operation {
  /** `GET /api/v1/statuses/{id}` */
  name: string
  method: string
  path: string
  file: string
  node: Json
  /** Of the path and of the operation, references followed. */
  parameters: Json[]
}

export interface Spec {
  dir: string
  root: Json
  /** Every file by its path below the folder, parsed. */
  files: Map<string, Json>
  operations: Operation[]
  /** By schema name, which is the file's name. */
  schemas: Map<string, Json>
}

export const METHODS: readonly string[] = ['get', 'put', 'post', 'delete', 'patch']

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

export function child(node: Json | undefined, key: string): Json | undefined {
  const value = node?.[key]
  return isObject(value) ? value : undefined
}

function readFiles(dir: string): Map<string, Json> {
  const files = new Map<string, Json>()
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' })
  for (const name of names.toSorted()) {
    const file = name.replaceAll('\\', '/')
    if (!/^(openapi|streaming|scopes|(paths|schemas|components)\/.+)\.yaml$/.test(file)) continue
    const parsed = parseDocument(readFileSync(join(dir, name), 'utf8'))
    const problem = parsed.errors[0] ?? parsed.warnings[0]
    if (problem) throw new Error(`${file} is not valid YAML: ${problem.message}`)
    const node: unknown = parsed.toJS()
    if (!isObject(node)) throw new Error(`${file} must hold a map at its top.`)
    files.set(file, node)
  }
  return files
}

/** What a reference in `from` points to, with the file it stands in. */
export function follow(
  spec: Pick<Spec, 'files'>,
  ref: string,
  from: string,
): { file: string; node: unknown } {
  const [target = '', pointer = ''] = ref.split('#')
  const file = target === '' ? from : relative('.', resolve(dirname(from), target)).replaceAll('\\', '/')
  const document = spec.files.get(file)
  if (document === undefined) throw new Error(`${from} refers to ${ref}, but there is no file ${file}.`)
  let node: unknown = document
  for (const raw of pointer.split('/').slice(1)) {
    const key = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    node = isObject(node) ? node[key] : undefined
    if (node === undefined) throw new Error(`${from} refers to ${ref}, but ${file} has no ${key}.`)
  }
  return { file, node }
}

/** The object itself, or what its `$ref` points to, overlaid with the keys beside the reference. */
export function deref(spec: Pick<Spec, 'files'>, node: Json, from: string): { file: string; node: Json } {
  if (typeof node.$ref !== 'string') return { file: from, node }
  const { $ref, ...beside } = node
  const target = follow(spec, $ref, from)
  if (!isObject(target.node)) throw new Error(`${from} refers to ${$ref}, which is not a map.`)
  const next = deref(spec, target.node, target.file)
  return { file: next.file, node: { ...next.node, ...beside } }
}

export function schemaName(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.yaml$/, '')
}

function readOperations(spec: Pick<Spec, 'files'>, root: Json): Operation[] {
  const found: Operation[] = []
  for (const [path, entry] of Object.entries(child(root, 'paths') ?? {})) {
    if (!isObject(entry)) throw new Error(`openapi.yaml: the path ${path} must be a reference.`)
    const { file, node: item } = deref(spec, entry, 'openapi.yaml')
    for (const method of METHODS) {
      const node = child(item, method)
      if (!node) continue
      const parameters = [...objects(item.parameters), ...objects(node.parameters)].map(
        (parameter) => deref(spec, parameter, file).node,
      )
      found.push({ name: `${method.toUpperCase()} ${path}`, method, path, file, node, parameters })
    }
  }
  return found
}

export function buildSpec(dir: string, files: Map<string, Json>): Spec {
  const root = files.get('openapi.yaml') ?? {}
  const schemas = new Map<string, Json>()
  for (const [file, node] of files) if (file.startsWith('schemas/')) schemas.set(schemaName(file), node)
  return { dir, root, files, operations: readOperations({ files }, root), schemas }
}

export function loadSpec(dir: string): Spec {
  if (!existsSync(join(dir, 'openapi.yaml'))) throw new Error(`There is no openapi.yaml in ${dir}.`)
  return buildSpec(dir, readFiles(dir))
}
