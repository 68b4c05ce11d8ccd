import { describe, expect, test } from 'vitest'
import { parsePage } from '../pages/page.ts'
import { expectedOutput } from './expected-output.ts'
import { extractBlocks } from './extract.ts'
import { toModule } from './to-module.ts'

const fence = (info: string, code: string) => `\`\`\`${info}\n${code}\n\`\`\`\n`
const blocksOf = (text: string) => extractBlocks(parsePage('guide/a', text))

describe('the code of a page', () => {
  test('goes on in a block that says "more", and keeps its lines', () => {
    const [block, ...others] = blocksOf(
      `# A\n\n${fence('ts run', 'const one = 1')}\n${fence('ts more', 'console.log(one)')}`,
    )
    expect(others).toEqual([])
    const lines = block ? toModule(block).split('\n') : []
    expect(lines[3]).toBe('const one = 1')
    expect(lines[7]).toBe('console.log(one)')
  })

  test('is of the network that the page names, or the block', () => {
    const text = `---\nnetwork: mastodon\n---\n${fence('ts check', '1')}${fence('ts run atproto', '2')}`
    expect(blocksOf(text)).toMatchObject([
      { kind: 'check', network: 'mastodon' },
      { kind: 'run', network: 'atproto' },
    ])
  })

  test.each(['ts', 'ts runs', 'js', ''])('must say how it is checked: "%s" does not', (info) => {
    expect(() => blocksOf(fence(info, '1'))).toThrow(`guide/a.md:1: expected "ts run"`)
  })

  test('may be free where it is no TypeScript', () => {
    expect(blocksOf(fence('sh', 'npm start') + fence('json', '{}'))).toEqual([])
  })
})

describe('a module', () => {
  const firstLine = (code: string) => blocksOf(fence('ts run', code)).map(toModule).join().split('\n')[0]

  test('is given what it uses and does not make', () => {
    expect(firstLine('await client.like(post)')).toContain("{ client, post } = await given('client', 'post')")
    expect(firstLine('const client = 1; f(client)')).not.toContain('client }')
    expect(firstLine('for (const { post } of feed) f(post)')).not.toContain("'post'")
    expect(firstLine('f([...preferences])')).toContain("given('preferences')")
  })

  test('is given nothing for a property or a text of that name', () => {
    expect(firstLine("f({ post: 1 }, x.client, 'alice')")).toContain('await given()')
  })
})

test('what is printed is what the comments behind it say', () => {
  const [block] = blocksOf(
    fence('ts run', 'console.log(1) // one\nconsole.log(\n  2,\n) // two\nf() // three'),
  )
  expect(block && expectedOutput(block)).toEqual(['one', 'two'])
})
