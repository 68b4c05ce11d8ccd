import { execFileSync } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findTooSmall } from '../../scripts/check-changeset.ts'
import { type TemporaryFolder, temporaryFolder } from './support/project.ts'

const SURFACE = 'com.example.get query\ncom.example.get params.a? string\n'
const CLIENT = '@typefed/atproto-client'

const changeset = (bump: string, name = CLIENT) => `---\n'${name}': ${bump}\n---\n\nWhat changed.\n`

/** A repository with one commit, and a surface and a changeset that are not committed. */
async function repository(surface: string, ...changesets: string[]): Promise<TemporaryFolder> {
  const folder = await temporaryFolder({
    'surface/atproto.txt': SURFACE,
    '.changeset/README.md': '# Changesets',
  })
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.test', ...args], { cwd: folder.path })
  git('init', '--quiet', '--initial-branch', 'main')
  git('add', '.')
  git('commit', '--quiet', '--message', 'Begin')
  await writeFile(join(folder.path, 'surface/atproto.txt'), surface)
  for (const [index, text] of changesets.entries())
    await writeFile(join(folder.path, `.changeset/one-${index}.md`), text)
  return folder
}

describe('the check of changesets', () => {
  it.each([
    ['nothing changed', SURFACE, []],
    ['a line more, and a minor', `${SURFACE}com.example.new query\n`, [changeset('minor')]],
    [
      'a line less, and a major beside a patch',
      'com.example.get query\n',
      [changeset('major'), changeset('patch')],
    ],
    ['a line more, and a major', `${SURFACE}com.example.new query\n`, [changeset('major')]],
  ])('is content with %s', async (_, surface, changesets) => {
    await using folder = await repository(surface, ...changesets)
    expect(findTooSmall(folder.path, 'main')).toEqual([])
  })

  it.each([
    ['a line more, and nothing', `${SURFACE}com.example.new query\n`, [], 'minor', 'none'],
    ['a line more, and a patch', `${SURFACE}com.example.new query\n`, [changeset('patch')], 'minor', 'patch'],
    ['a line less, and a minor', 'com.example.get query\n', [changeset('minor')], 'major', 'minor'],
    [
      'a line less, and a major of another package',
      'com.example.get query\n',
      [changeset('major', '@typefed/core')],
      'major',
      'none',
    ],
    ['a narrower line', `${SURFACE.trimEnd()} maxLength=1\n`, [], 'major', 'none'],
  ])('asks for more with %s', async (_, surface, changesets, needed, announced) => {
    await using folder = await repository(surface, ...changesets)
    expect(findTooSmall(folder.path, 'main')).toMatchObject([{ package: CLIENT, needed, announced }])
  })

  it('gives what breaks as the reason', async () => {
    await using folder = await repository('com.example.get query\ncom.example.new query\n')
    expect(findTooSmall(folder.path, 'main')[0]?.reasons).toEqual(['com.example.get params.a was removed'])
  })

  it('takes a surface that is gone for one without lines, and a base that is none for a mistake', async () => {
    await using folder = await repository(SURFACE)
    await rm(join(folder.path, 'surface/atproto.txt'))
    expect(findTooSmall(folder.path, 'main')).toMatchObject([{ needed: 'major' }])
    expect(() => findTooSmall(folder.path, 'absent')).toThrow('absent')
  })
})
