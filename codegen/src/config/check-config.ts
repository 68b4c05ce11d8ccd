import { joinPath, type Problem } from '../model/problem.ts'
import type { Hints, LexiconConfig } from './config.ts'

type Data = Record<string, unknown>
type Report = (path: string, message: string) => void

const CONFIG = ['$schema', 'sources', 'reuse', 'definitions', 'hints', 'output', 'extension', 'surface']
const OPENAPI_CONFIG = ['$schema', 'openapi', 'baseline', 'items', 'output', 'extension', 'surface']
const SOURCES: readonly (readonly string[])[] = [
  ['folder'],
  ['package', 'version', 'released', 'folder'],
  ['package', 'version', 'released', 'module', 'export'],
]

/** Everything that is wrong with a configuration. */
export function checkConfig(file: string, value: unknown): Problem[] {
  const { problems, report } = collect(file)
  if (!isData(value)) return [{ file, path: '', message: 'expected an object with sources and output' }]
  const isOpenapi = value['openapi'] !== undefined
  refuseOthers(value, isOpenapi ? OPENAPI_CONFIG : CONFIG, '', report)
  if (typeof value['output'] !== 'string') report('output', 'expected the path of a folder')
  if (!['ts', 'js', undefined].includes(value['extension'] as undefined))
    report('extension', `expected "ts" or "js", got ${JSON.stringify(value['extension'])}`)
  if (!['string', 'undefined'].includes(typeof value['surface']))
    report('surface', 'expected the path of a file')
  if (isOpenapi) {
    checkOpenapi(value, report)
    return problems
  }
  if (isData(value['hints'])) problems.push(...checkHints(file, value['hints'], 'hints'))
  else if (!['string', 'undefined'].includes(typeof value['hints']))
    report('hints', 'expected a path or an object')

  if (!['string', 'undefined'].includes(typeof value['definitions']))
    report('definitions', 'expected the path of a file')
  const { sources, reuse = [] } = value as Partial<LexiconConfig>
  if (!Array.isArray(reuse) || !reuse.every((name) => typeof name === 'string'))
    report('reuse', 'expected a list of packages')
  if (!Array.isArray(sources) || sources.length === 0) report('sources', 'expected a list of sources')
  else sources.forEach((source: unknown, index) => checkSource(source, joinPath('sources', index), report))
  return problems
}

function checkOpenapi(value: Data, report: Report): void {
  const { openapi, baseline = '0.0', items = {} } = value
  if (typeof openapi !== 'string' || openapi === '') report('openapi', 'expected the path of a document')
  if (typeof baseline !== 'string' || !/^\d+\.\d+$/.test(baseline))
    report('baseline', `expected a minor version such as "2.7", got ${JSON.stringify(baseline)}`)
  if (!isData(items)) report('items', 'expected an object')
  for (const [name, item] of Object.entries(isData(items) ? items : {})) {
    if (typeof item !== 'string') report(joinPath('items', name), 'expected the name of a property')
  }
}

/** Everything that is wrong with the form of hints; what they point at is checked later. */
export function checkHints(file: string, value: unknown, at = ''): Problem[] {
  const { problems, report } = collect(file)
  if (!isData(value)) return [{ file, path: at, message: 'expected an object with records and items' }]
  const { records = {}, items = {} } = value as Hints
  refuseOthers(value, ['$schema', 'records', 'items'], at, report)
  for (const [name, list] of Object.entries(records)) {
    const right = Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'string')
    if (!right) report(joinPath(joinPath(at, 'records'), name), 'expected a list of record names')
  }
  for (const [name, item] of Object.entries(items)) {
    if (typeof item !== 'string')
      report(joinPath(joinPath(at, 'items'), name), 'expected the name of a property')
  }
  return problems
}

function checkSource(source: unknown, path: string, report: Report): void {
  const keys = isData(source) ? Object.keys(source) : []
  const form = SOURCES.find(
    (names) => names.length === keys.length && names.every((name) => keys.includes(name)),
  )
  if (!form) {
    const forms = SOURCES.map((names) => `{ ${names.join(', ')} }`).join(' or ')
    return report(path, `expected ${forms}, got { ${keys.join(', ')} }`)
  }
  const data = source as Data
  for (const name of form) {
    if (typeof data[name] !== 'string' || data[name] === '') report(joinPath(path, name), 'expected a string')
  }
  const { released } = data
  if (typeof released === 'string' && !/^\d{4}-\d{2}-\d{2}$/.test(released)) {
    report(joinPath(path, 'released'), `expected a day such as 2026-09-27, got "${released}"`)
  }
}

function refuseOthers(value: Data, known: readonly string[], path: string, report: Report): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key))
      report(joinPath(path, key), `unknown setting, expected one of ${known.join(', ')}`)
  }
}

function collect(file: string): { problems: Problem[]; report: Report } {
  const problems: Problem[] = []
  return { problems, report: (path, message) => void problems.push({ file, path, message }) }
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
