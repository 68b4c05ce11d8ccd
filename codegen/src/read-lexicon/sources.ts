import { resolve } from 'node:path'
import type { PackageFolderSource, PackageModuleSource, Source } from '../config/config.ts'
import { type LoadedLexiconConfig, shownPath } from '../config/load-config.ts'
import { compare, type Problem } from '../model/problem.ts'
import { readFolder } from './folder.ts'
import { readPackage } from './package.ts'
import { idOf, type RawDocument } from './raw-document.ts'

/** Reads all sources. Where two packages hold a document, the newer package's is taken. */
export async function readSources(
  cwd: string,
  config: LoadedLexiconConfig,
): Promise<{ documents: RawDocument[]; problems: Problem[] }> {
  const problems: Problem[] = []
  const batches = await Promise.all(
    config.sources.map(async (source) => ({
      source,
      documents: await readSource(cwd, config, source, problems),
    })),
  )
  const packages = batches.filter((batch) => isPackage(batch.source)).sort(byRelease)
  const folders = batches.filter((batch) => !isPackage(batch.source))
  for (const batch of packages) reportTwins([batch.documents], problems)

  const newest = new Map<string, RawDocument>()
  const nameless: RawDocument[] = []
  for (const document of packages.flatMap((batch) => batch.documents)) {
    const id = idOf(document)
    if (id === undefined) nameless.push(document)
    else newest.set(id, document)
  }
  const chosen = [...newest.values()]
  const own = folders.map((batch) => batch.documents)
  reportTwins([chosen, ...own], problems)
  return { documents: [...chosen, ...nameless, ...own.flat()], problems }
}

function readSource(
  cwd: string,
  config: LoadedLexiconConfig,
  source: Source,
  problems: Problem[],
): Promise<RawDocument[]> {
  if (isPackage(source)) {
    return readPackage(source, { folder: config.folder, shown: config.shown }, problems)
  }
  const folder = resolve(config.folder, source.folder)
  const shown = shownPath(cwd, folder)
  return readFolder(folder, { source: shown, shown }, config.ownFiles, problems)
}

function isPackage(source: Source): source is PackageFolderSource | PackageModuleSource {
  return 'package' in source
}

/** Oldest first, so that the newest has the last word. */
function byRelease(a: { source: Source }, b: { source: Source }): number {
  const day = ({ source }: { source: Source }): string => (isPackage(source) ? source.released : '')
  return compare(day(a), day(b))
}

function reportTwins(batches: readonly (readonly RawDocument[])[], problems: Problem[]): void {
  const first = new Map<string, RawDocument>()
  for (const document of batches.flat()) {
    const id = idOf(document)
    if (id === undefined) continue
    const twin = first.get(id)
    if (!twin) first.set(id, document)
    else
      problems.push({
        file: document.file,
        path: 'id',
        message: `"${id}" is already defined by ${twin.file}`,
      })
  }
}
