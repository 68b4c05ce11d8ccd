import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { typefed } from './support/cli.ts'
import { temporaryProject } from './support/project.ts'
import { typecheck } from './support/tsc.ts'

const read = (name: string) => readFile(new URL(`bookmarks/${name}`, import.meta.url), 'utf8')
const DOCUMENT = await read('openapi.yaml')
const CONFIG = { openapi: 'openapi.yaml', output: 'api', surface: 'surface.txt' }

/** A server of bookmarks at `/v2`, and what it was asked. */
async function bookmarkServer() {
  const asked: string[] = []
  const bookmark = (id: number) => ({
    id: String(id),
    url: `https://${id}.example`,
    tags: [],
    visibility: 'public',
  })
  const server = createServer((request, response) => {
    const { method, url = '', headers } = request
    asked.push(`${method} ${url} ${headers.authorization ?? '-'}`)
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    if (method === 'DELETE') return response.writeHead(204).end()
    if (pathname === '/v2/status') return response.end('well')
    response.setHeader('content-type', 'application/json')
    if (method === 'POST') return response.writeHead(201).end(JSON.stringify(bookmark(7)))
    if (pathname !== '/v2/bookmarks') return response.end(JSON.stringify(bookmark(7)))
    const page = Number(searchParams.get('page') ?? 1)
    if (page === 1) response.setHeader('link', '</v2/bookmarks?page=2>; rel="next"')
    return response.end(JSON.stringify([bookmark(page)]))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v2`,
    asked,
    [Symbol.asyncDispose]: async () => void (await promisify(server.close.bind(server))()),
  }
}

function project(document: string, main = '') {
  return temporaryProject({
    'openapi.yaml': document,
    'typefed.config.json': JSON.stringify(CONFIG),
    'main.ts': main,
    'process.d.ts': 'declare const process: { argv: string[] }',
  })
}

/** The document with something put elsewhere. */
function changed(change: (document: Record<string, Record<string, never>>) => void): string {
  const document = load(DOCUMENT) as Record<string, Record<string, never>>
  change(document)
  return JSON.stringify(document)
}

describe('any OpenAPI document', () => {
  it('becomes a client that both compilers take and a server understands', { timeout: 120_000 }, async () => {
    await using folder = await project(DOCUMENT, await read('program.ts.txt'))
    expect(await typefed(folder.path, 'generate')).toMatchObject({ code: 0 })
    for (const resolution of ['nodenext', 'bundler'])
      expect(await typecheck(`${folder.path}/${resolution}.json`)).toBe('')
    expect(await typecheck(`${folder.path}/nodenext.json`, 'typescript-5.9')).toBe('')

    await using server = await bookmarkServer()
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--conditions=typefed-source', 'main.ts', server.url, 'a-secret-token'],
      { cwd: folder.path },
    )
    expect(JSON.parse(stdout)).toEqual({
      id: '7',
      urls: ['https://1.example', 'https://2.example'],
      visibility: 'public',
      refused: 'ValidationError',
      wrong: 'function',
      slim: 1,
      status: 'well',
      path: '/bookmarks/{id}',
    })
    expect(server.asked).toEqual([
      'POST /v2/bookmarks Bearer a-secret-token',
      'GET /v2/bookmarks?tag=x&tag=y&limit=1 Bearer a-secret-token',
      'GET /v2/bookmarks?tag=x&tag=y&limit=1&page=2 Bearer a-secret-token',
      'GET /v2/bookmarks/7 Bearer a-secret-token',
      'DELETE /v2/bookmarks/7 Bearer a-secret-token',
      'GET /v2/bookmarks Bearer a-secret-token',
      'GET /v2/status -',
    ])
  })

  it.each<[string, Parameters<typeof changed>[0], string]>([
    [
      'a key in a header',
      ({ components }) =>
        Object.assign(components?.['securitySchemes'] ?? {}, {
          key: { type: 'apiKey', in: 'header', name: 'x' },
        }),
      'components.securitySchemes.key: expected oauth2, openIdConnect or http bearer, got apiKey',
    ],
    [
      'a password',
      ({ components }) =>
        Object.assign(components?.['securitySchemes'] ?? {}, { key: { type: 'http', scheme: 'basic' } }),
      'got http basic',
    ],
    [
      'an older version',
      (document) => Object.assign(document, { openapi: '3.0.3' }),
      'openapi: expected 3.1, got "3.0.3"',
    ],
    [
      'webhooks',
      (document) => Object.assign(document, { webhooks: {} }),
      'webhooks: unsupported part of the document',
    ],
    [
      'a cookie',
      ({ paths }) =>
        Object.assign(paths?.['/status']?.['get'] ?? {}, { parameters: [{ name: 'c', in: 'cookie' }] }),
      'expected path, query or header, got "cookie"',
    ],
    [
      'a form of the old kind',
      ({ paths }) =>
        Object.assign(paths?.['/bookmarks']?.['post'] ?? {}, {
          requestBody: { content: { 'application/x-www-form-urlencoded': {} } },
        }),
      'expected application/json, multipart/form-data or both',
    ],
    [
      'a pattern',
      ({ components }) =>
        Object.assign(components?.['schemas']?.['Bookmark']?.['properties']?.['id'] ?? {}, { pattern: '^x' }),
      'pattern',
    ],
    [
      'a path that a client could not have',
      ({ paths }) => {
        Object.assign(paths ?? {}, { '/call': paths?.['/status'], '/status': {} })
      },
      'a client has a member "call" of its own',
    ],
  ])('is refused for %s, with the place', async (_, change, message) => {
    await using folder = await project(changed(change))
    const { code, stderr } = await typefed(folder.path, 'generate')
    expect(code).toBe(1)
    expect(stderr).toContain(message)
    expect(stderr).toMatch(/^openapi\.yaml:\d+:\d+: /m)
  })
})
