import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { answersOf, writeAnswers } from './answers.ts'
import { bindExtensions, danglingReferences, leaveOutFiles } from './bundle.ts'
import { countSpec } from './count.ts'
import { runCoverage } from './coverage.ts'
import { loadSpec, type Operation } from './load.ts'
import { DIR } from './run.ts'
import { tinySpec } from './tiny.ts'
import { compareVersions, isVersion, laterVersion } from './versions.ts'

describe('versions', () => {
  test('are three numbers, perhaps with a stage, or unknown', () => {
    expect(['4.3.0', '0.0.0', '4.3.0-beta.1', 'unknown'].every(isVersion)).toBe(true)
    expect(['4.3', 'v4.3.0', '4.3.0beta1', 4.3, undefined].some(isVersion)).toBe(false)
  })

  test('are ordered by number, previews before their release, unknown before all', () => {
    const sorted = ['4.10.0', '4.9.0', '4.9.0-rc.1', '4.9.0-beta.2', 'unknown'].toSorted(compareVersions)
    expect(sorted).toEqual(['unknown', '4.9.0-beta.2', '4.9.0-rc.1', '4.9.0', '4.10.0'])
  })

  test('of a part are never older than what encloses it', () => {
    expect(laterVersion('2.6.0', '4.3.0')).toBe('4.3.0')
    expect(laterVersion('2.6.0', '1.0.0')).toBe('2.6.0')
    expect(laterVersion(undefined, '1.0.0')).toBe('1.0.0')
  })
})

describe('the bundle', () => {
  test('binds references inside extensions to its components', () => {
    const document = { 'x-events': { update: { payload: { $ref: 'schemas/Status.yaml' } } } }
    const bound = bindExtensions(document)
    expect(bound).toEqual({ 'x-events': { update: { payload: { $ref: '#/components/schemas/Status' } } } })
    expect(danglingReferences(bound)).toEqual(['#/components/schemas/Status'])
  })
})

test('the bundle has files in forms only', () => {
  const fields = (more: object) => ({ properties: { name: { type: 'string' }, ...more } })
  const photo = { photo: { format: 'binary' } }
  const schema = () => fields({ ...photo, list: { items: fields(photo) } })
  const document = {
    both: { 'application/json': { schema: schema() }, 'multipart/form-data': { schema: schema() } },
    form: { 'multipart/form-data': { schema: schema() } },
  }
  leaveOutFiles(document)
  expect(document).toEqual({
    both: {
      'application/json': { schema: fields({ list: { items: fields({}) } }) },
      'multipart/form-data': { schema: schema() },
    },
    form: { 'multipart/form-data': { schema: schema() } },
  })
})

describe('answers', () => {
  const spec = loadSpec(DIR)
  const failures = (operation: Operation): string[] =>
    Object.keys(answersOf(spec, operation)).filter((status) => Number(status) >= 400)

  test('follow from what an operation takes', () => {
    const lacking = spec.operations.filter((operation) => {
      const { node, path } = operation
      const expected = [
        '429',
        ...(/user|app/.test(JSON.stringify(node.security)) ? ['401', '403'] : []),
        ...(path.includes('{') ? ['404'] : []),
        ...(node.requestBody ? ['422'] : []),
      ]
      return expected.some((status) => !failures(operation).includes(status))
    })
    expect(lacking.map(({ name }) => name)).toEqual([])
    const health = spec.operations.find(({ node }) => node.operationId === 'getStreamingHealth')
    expect(health && failures(health)).toEqual(['429'])
  })

  test('are written out in the bundle, beside those that an operation names', () => {
    const [none, own] = [{ description: 'None.' }, { description: 'Its own.' }]
    const shared = { None: { ...none, 'x-status': '404', 'x-implied-by': 'path' } }
    const document = {
      paths: {
        '/cats/{id}': { parameters: [], get: { responses: { 200: own } }, put: { responses: { 404: own } } },
        '/cats': { get: { responses: { 200: own } } },
      },
      components: { responses: shared },
    }
    writeAnswers(document)
    expect(document.paths).toEqual({
      '/cats/{id}': {
        parameters: [],
        get: { responses: { 200: own, 404: { $ref: '#/components/responses/None' } } },
        put: { responses: { 404: own } },
      },
      '/cats': { get: { responses: { 200: own } } },
    })
  })
})

describe('coverage', () => {
  test('says in a sentence that the tables are missing, and fails unless that was allowed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'facts-'))
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    try {
      expect(runCoverage([folder])).toBe(1)
      expect(runCoverage([folder, '--if-present'])).toBe(0)
      expect(said.mock.calls.flat()[0]).toMatch(/The fact tables are not in .*facts-.*, so the coverage/)
    } finally {
      said.mockRestore()
      rmSync(folder, { recursive: true })
    }
  })
})

test('counts tell stated, inherited and unknown versions apart', () => {
  expect(countSpec(tinySpec()).properties).toEqual({ all: 5, stated: 1, inherited: 4, unknown: 0 })
  expect(countSpec(tinySpec()).parameters).toEqual({ all: 3, stated: 1, inherited: 2, unknown: 0 })
})

test('a folder without a document is refused in a sentence', () => {
  expect(() => loadSpec(tmpdir())).toThrow(/There is no openapi\.yaml in/)
})
