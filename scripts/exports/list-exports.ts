import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript-5.9'

/** A name that an entry of a package offers. */
export interface PublicName {
  /** `.`, `./slim` */
  readonly entry: string
  readonly name: string
  /** A value can be used at run time, and may be a type too. */
  readonly kind: 'value' | 'type'
}

type Manifest = { readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>> }

/** Lists the public names of a package, by entry and name. Entries with a `*` are left out: the surface has them. */
export function listExports(folder: string): PublicName[] {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  const entries = Object.entries(exports).flatMap(([entry, target]) => {
    const source = typeof target === 'string' ? target : target['typefed-source']
    const isModule = source?.endsWith('.ts') && !entry.includes('*') && existsSync(join(folder, source))
    return isModule ? [[entry, join(folder, source as string)] as const] : []
  })
  const program = ts.createProgram({
    rootNames: entries.map(([, file]) => file),
    options: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      customConditions: ['typefed-source'],
      allowImportingTsExtensions: true,
      noEmit: true,
      types: [],
    },
  })
  const checker = program.getTypeChecker()
  return entries.flatMap(([entry, file]) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file) as ts.Node)
    if (!module) throw new Error(`${file} exports nothing`)
    return checker
      .getExportsOfModule(module)
      .map((symbol): PublicName => ({
        entry,
        name: symbol.name,
        kind: isValue(symbol, checker) ? 'value' : 'type',
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  })
}

/** Whether a name can be used as a value: `export type` takes that away, wherever it stands on the way. */
function isValue(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  for (let one: ts.Symbol | undefined = symbol; one; one = checker.getImmediateAliasedSymbol(one)) {
    if (one.declarations?.some((declaration) => ts.isTypeOnlyImportOrExportDeclaration(declaration)))
      return false
    if (!(one.flags & ts.SymbolFlags.Alias)) return (one.flags & ts.SymbolFlags.Value) !== 0
  }
  return false
}
