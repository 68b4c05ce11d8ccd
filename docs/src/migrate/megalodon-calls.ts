import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Project, SyntaxKind } from 'ts-morph'
import type { PeerCall } from './masto-calls.ts'

/** All calls of `MegalodonInterface` of megalodon, from its types. */
export function megalodonCalls(): PeerCall[] {
  const folder = dirname(createRequire(import.meta.url).resolve('megalodon'))
  const text = readFileSync(join(folder, 'megalodon.d.ts'), 'utf8')
  const file = new Project({ useInMemoryFileSystem: true }).createSourceFile('megalodon.d.ts', text)
  return file
    .getDescendantsOfKind(SyntaxKind.InterfaceDeclaration)
    .filter((one) => one.getName() === 'MegalodonInterface')
    .flatMap((one) => one.getMethods())
    .map((method) => {
      const parameters = method.getParameters().map((parameter) => parameter.getName())
      return {
        code: `megalodon.${method.getName()}(${parameters.join(', ')})`,
        takesParams: parameters.includes('options'),
      }
    })
}
