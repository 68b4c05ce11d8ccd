import type { Block, Network } from './extract.ts'

/** The names that the code of a page may use without making them, by network. */
export const GIVEN: Readonly<Record<Network, readonly string[]>> = {
  atproto: [
    'client',
    'alice',
    'bob',
    'post',
    'image',
    'video',
    'identifier',
    'password',
    'session',
    'service',
    'list',
    'preferences',
    'moderation',
    'notification',
    'newHandle',
  ],
  mastodon: ['client', 'accessToken', 'alice', 'bob', 'status', 'file', 'url', 'app'],
}

/** Makes a module of a block. Its lines have the numbers that they have on the page. */
export function toModule(block: Block): string {
  const code = block.pieces.map((piece) => piece.code).join('\n')
  const lines = [`${importGiven(block.network)}; ${givenTo(block.network, code)}`]
  for (const { line, code } of block.pieces) {
    while (lines.length < line - 1) lines.push('')
    lines.push(...code.trimEnd().split('\n'))
  }
  return `${lines.join('\n')}\nexport {}\n`
}

/** One line that makes what some code uses and does not make, and the hosts of the pages in any case. */
export function givenTo(network: Network, code: string): string {
  const names = GIVEN[network].filter((name) => uses(code, name) && !makes(code, name))
  const call = `await given(${names.map((name) => `'${name}'`).join(', ')})`
  return names.length === 0 ? call : `const { ${names.join(', ')} } = ${call}`
}

/** The import that it needs. */
export function importGiven(network: Network): string {
  return `import { given } from '../../src/given/${network}.ts'`
}

function uses(code: string, name: string): boolean {
  return (
    new RegExp(`(?<![\\w'"@-]|(?<!\\.\\.)\\.)${name}\\b(?!['"]|: )`).test(code) ||
    code.includes(`{ ${name} }`)
  )
}

function makes(code: string, name: string): boolean {
  const declared = new RegExp(`\\b(?:const|let|function|class) ${name}\\b|import [^'"]*\\b${name}\\b`)
  const taken = new RegExp(`\\b(?:const|let) [{[][^=;]*\\b${name}\\b(?!:)[^=;]*[}\\]]\\s+(?:=|of)`)
  return declared.test(code) || taken.test(code)
}
