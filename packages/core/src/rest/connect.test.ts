import { describe, expect, expectTypeOf, test } from 'vitest'
import { isValidationError } from '../errors/validation-error.ts'
import type { Method } from '../client/methods.ts'
import type { CallOptions } from './methods.ts'
import { endpoint } from './operation.ts'
import { type Routes, routes } from './routes.ts'
import type { TreeOf } from '../base/tree-of.ts'
import { connect } from './connect.ts'
import { RestClient } from './rest-client.ts'

interface Tree {
  readonly things: (id: string) => { readonly get: Method<[args?: CallOptions], string> }
}

const getThing = endpoint('getThing', 'GET /things/{id}', { token: 'user', output: 'text/plain' })
const tree: Routes & TreeOf<Tree> = routes([getThing])

function clientOf(url: string) {
  const asked: [url: string, authorization: string | null][] = []
  const client = connect(tree, {
    url,
    accessToken: 'a-secret-token',
    fetch: async (target, init) => {
      asked.push([target, new Headers(init.headers).get('authorization')])
      return new Response('one')
    },
  })
  return { client, asked }
}

describe('a client that was connected', () => {
  test('has a method for each operation, and its type', async () => {
    const { client, asked } = clientOf('https://api.test')
    expectTypeOf(client).toEqualTypeOf<RestClient & Tree>()
    expect(await client.things('1').get()).toBe('one')
    expect(asked).toEqual([['https://api.test/things/1', 'Bearer a-secret-token']])
  })

  test.each([
    ['https://api.test/v2', 'https://api.test/v2/things/1'],
    ['https://api.test/v2/', 'https://api.test/v2/things/1'],
    ['https://api.test/v2?x=1#y', 'https://api.test/v2/things/1'],
  ])('puts what %s begins with before every path', async (url, target) => {
    const { client, asked } = clientOf(url)
    await client.things('1').get()
    expect(asked[0]?.[0]).toBe(target)
  })

  test('sends no token to an operation that asks for none', async () => {
    const { token: _, ...open } = getThing
    const asked: unknown[] = []
    const client = new RestClient({
      url: 'https://api.test',
      accessToken: 'a-secret-token',
      fetch: async (_, init) => {
        asked.push(new Headers(init.headers).get('authorization'))
        return new Response('')
      },
    })
    await client.send(open, { path: { id: '1' } })
    expect(asked).toEqual([null])
  })

  test.each(['call', 'withResponse', 'send', 'origin', 'basePath', 'toString'])(
    'has no path that begins with %s',
    (name) => {
      const connecting = () => connect({ [name]: { get: getThing } }, { url: 'https://api.test' })
      expect(connecting).toThrow(`tree is not valid: ${name}: expected a path`)
      expect(connecting).toThrow(expect.toSatisfy(isValidationError))
    },
  )
})
