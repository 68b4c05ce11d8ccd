import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Project, type Type } from 'ts-morph'

/** A call that a peer offers, as its documentation writes it. */
export interface PeerCall {
  readonly code: string
  readonly takesParams: boolean
}

/** All calls of `mastodon.rest.Client` of masto.js, from its types. */
export function mastoCalls(): PeerCall[] {
  const entry = createRequire(import.meta.url).resolve('masto')
  const folder = join(dirname(entry), 'mastodon')
  const project = new Project({ skipAddingFilesFromTsConfig: true, compilerOptions: { strict: true } })
  const file = project.addSourceFileAtPath(join(folder, 'rest/client.d.ts'))
  project.resolveSourceFileDependencies()
  return callsOf(file.getInterfaceOrThrow('Client').getType(), 'masto')
}

function callsOf(type: Type, code: string): PeerCall[] {
  return type.getProperties().flatMap((property): PeerCall[] => {
    const name = property.getName()
    const own = property.getTypeAtLocation(property.getValueDeclarationOrThrow())
    if (name === '$select') {
      const [signature] = own.getCallSignatures()
      const [parameter] = signature?.getParameters() ?? []
      return signature
        ? callsOf(signature.getReturnType(), `${code}.$select(${parameter?.getName() ?? 'id'})`)
        : []
    }
    if (own.getAliasSymbol()?.getName() !== 'Method') return callsOf(own, `${code}.${name}`)
    const params = own.getAliasTypeArguments()[1]
    const takesParams = params !== undefined && !params.isUndefined()
    return [{ code: `${code}.${name}(${takesParams ? 'params' : ''})`, takesParams }]
  })
}
