import { readFile } from 'node:fs/promises'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, inject, test } from 'vitest'
import { contentsOf, filesOf } from './contents.ts'

/** Of a package that has modules only: what only those see who call `require`, or know no `exports`. */
const OF_OTHERS = new Set(['node10', 'node16-cjs'])

describe.each(inject('packed'))('the package $name', (packed) => {
  test('is in order for publint', async () => {
    const tarball = Uint8Array.from(await readFile(packed.tarball)).buffer
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
  })

  test('has types that every resolution finds, for Are the types wrong', async () => {
    const data = new Uint8Array(await readFile(packed.tarball))
    const contents = await contentsOf(packed)
    const entrypoints = Object.entries(contents.manifest.exports).map(([subpath, target]) =>
      subpath.replace('*', oneOf(target, filesOf(contents, target))),
    )
    const result = await checkPackage(createPackageFromTarballData(data), { entrypoints })
    if (!result.types) throw new Error('the package has no types')
    const problems = result.problems.filter(
      (problem) => !('resolutionKind' in problem && OF_OTHERS.has(problem.resolutionKind)),
    )
    expect(problems).toEqual([])
  })
})

/** What the `*` of a target stands for in one of its files. */
function oneOf(target: string, [file = '']: readonly string[]): string {
  const [before = '', after = ''] = target.replace('./', '').split('*')
  return file.slice(before.length, file.length - after.length)
}
