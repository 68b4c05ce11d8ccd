import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BIN, CONFIG, filesIn, NOTE, typefed, workspace } from './support/cli.ts'
import { lexicon } from './support/lexicons.ts'
import { temporaryFolder } from './support/project.ts'

describe('typefed init', () => {
  it('writes a configuration with which lexicons are generated', async () => {
    await using folder = await temporaryFolder({
      'node_modules/@typefed/atproto-client/package.json': '{}',
      'node_modules/@typefed/atproto-client/definitions.json': '{}',
    })
    const { code, stdout } = await typefed(folder.path, 'init', '--lexicons', 'own', '--output', 'generated')
    expect(code).toBe(0)
    expect(stdout).toContain('npm install @typefed/core @typefed/atproto-client\n')
    await writeFile(join(folder.path, 'own/note.json'), JSON.stringify({ ...NOTE, id: 'note' }))
    expect((await typefed(folder.path, 'generate')).stderr).toContain('own/note.json')
    await rm(join(folder.path, 'own/note.json'))
    expect((await typefed(folder.path, 'generate')).stdout).toContain('generated generated\n')
  })

  it('writes one for an OpenAPI document', async () => {
    await using folder = await temporaryFolder()
    await typefed(folder.path, 'init', '--openapi', "it's.yaml")
    const text = await readFile(join(folder.path, 'typefed.config.ts'), 'utf8')
    expect(text).toContain("  openapi: 'it\\'s.yaml',\n  output: 'src/api',\n")
    expect((await typefed(folder.path, 'generate')).stderr).toContain("it's.yaml: the file does not exist")
  })

  it('refuses both kinds at once', async () => {
    const run = await typefed('.', 'init', '--openapi', 'a.yaml', '--lexicons', 'b')
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('got both') as string })
  })
})

describe('typefed add', () => {
  const other = lexicon('com.example.other', { main: { type: 'token' } })

  it('takes a file, or all of a folder', async () => {
    await using folder = await workspace({
      'there/com/example/other.json': other,
      'one.json': { ...other, id: 'com.example.one' },
    })
    const { stdout } = await typefed(folder.path, 'add', 'there', 'one.json')
    expect(stdout).toBe(
      'lexicons\n  added    com.example.other  from there/com/example/other.json\n  added    com.example.one  from one.json\n',
    )
    expect(JSON.parse(await readFile(join(folder.path, 'lexicons/com/example/other.json'), 'utf8'))).toEqual(
      other,
    )
    expect((await typefed(folder.path, 'add', 'there')).stdout).toContain('  current  com.example.other')
    expect(await typefed(folder.path, 'generate')).toMatchObject({ code: 0 })
    expect(await typefed(folder.path, 'check')).toMatchObject({ code: 0 })
  })

  it.each([
    [
      'a lexicon of the project',
      ['there'],
      1,
      'lexicons/com/example/note.json: is there already, and was not added',
    ],
    ['what is no lexicon', ['bad.json'], 1, 'bad.json:1:60: defs.main.type: unknown construct "float"'],
    ['what is no JSON', ['text.json'], 1, 'text.json:1:2: expected JSON: '],
    [
      'an authority that is none',
      ['a.b.c', '--authority', 'x'],
      2,
      'expected --authority to be <domain>=<did>, got "x"',
    ],
    ['a directory that is none', ['a.b.c', '--plc', 'x'], 2, 'expected --plc to be an address, got "x"'],
    ['nothing', [], 2, '<lexicon> is missing'],
  ])('does not take %s', async (_, args, code, message) => {
    await using folder = await workspace({
      'there/com/example/note.json': { ...NOTE, description: 'Another.' },
      'text.json': '{',
      'bad.json': lexicon('com.example.bad', { main: { type: 'float' } }),
    })
    const before = await filesIn(folder.path)
    const run = await typefed(folder.path, 'add', ...args)
    expect(run).toMatchObject({ code, stdout: '' })
    expect(run.stderr).toContain(message)
    expect(await filesIn(folder.path)).toEqual(before)
  })

  it('adds nothing to an OpenAPI document', async () => {
    await using folder = await workspace({ 'typefed.config.json': { openapi: 'a.yaml', output: 'out' } })
    expect((await typefed(folder.path, 'add', 'a.b.c')).stderr).toContain(
      'there is nothing to add to an OpenAPI document',
    )
  })
})

describe('typefed check', () => {
  it('names every module that is not as it would be generated', async () => {
    await using folder = await workspace()
    await typefed(folder.path, 'generate')
    expect(await typefed(folder.path, 'check')).toMatchObject({ code: 0, stdout: 'out is current\n' })
    await rm(join(folder.path, 'out/tree.ts'))
    await writeFile(join(folder.path, 'surface.txt'), '')
    const { code, stderr } = await typefed(folder.path, 'check')
    expect(code).toBe(1)
    expect(stderr).toContain(
      'out/tree.ts is not current: generate again\nsurface.txt is not current: generate again',
    )
  })

  it('tells of a lexicon that was added and is gone', async () => {
    await using folder = await workspace({
      'there/com/example/other.json': lexicon('com.example.other', { main: { type: 'token' } }),
    })
    await typefed(folder.path, 'add', 'there')
    await rm(join(folder.path, 'lexicons/com/example/other.json'))
    await typefed(folder.path, 'generate')
    expect((await typefed(folder.path, 'check')).stderr).toContain(
      'lexicons/com/example/other.json: was added from there/com/example/other.json, and is gone',
    )
  })
})

describe('a surface', () => {
  it('is not current as long as git does not know it', async () => {
    await using folder = await workspace()
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder.path })
    await typefed(folder.path, 'generate')
    expect(await typefed(folder.path, 'generate', '--check')).toMatchObject({ code: 0 })
    git('init', '--quiet')
    expect(await typefed(folder.path, 'generate', '--check')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('surface.txt is not known to git: commit it') as string,
    })
    git('add', 'surface.txt')
    expect(await typefed(folder.path, 'generate', '--check')).toMatchObject({ code: 0 })
  })
})

describe('typefed generate --watch', () => {
  it('generates again when a lexicon changes, and goes on after a mistake', async () => {
    await using folder = await workspace()
    const file = join(folder.path, 'lexicons/com/example/note.json')
    const child = spawn(process.execPath, [BIN, 'generate', '--watch'], { cwd: folder.path })
    let [out, err] = ['', '']
    child.stdout.on('data', (data) => void (out += String(data)))
    child.stderr.on('data', (data) => void (err += String(data)))
    const rounds = (): number => out.split('waiting for changes').length - 1
    const surface = () => readFile(join(folder.path, 'surface.txt'), 'utf8')
    try {
      await expect.poll(rounds, { timeout: 20_000 }).toBeGreaterThanOrEqual(1)
      await writeFile(file, '{ "lexicon": 2 }')
      await expect.poll(() => err, { timeout: 20_000 }).toContain('1 problem; nothing was written')
      await writeFile(file, JSON.stringify(lexicon(NOTE.id, { main: { type: 'token' } })))
      await expect.poll(surface, { timeout: 20_000 }).toBe('com.example.note token\n')
      await writeFile(
        join(folder.path, 'typefed.config.json'),
        JSON.stringify({ ...CONFIG, output: 'moved' }),
      )
      await expect.poll(() => out, { timeout: 20_000 }).toContain('generated moved\n')
    } finally {
      child.kill()
      await once(child, 'exit')
    }
  }, 90_000)

  it('is not for checks', async () => {
    expect(await typefed('.', 'generate', '--watch', '--check')).toMatchObject({ code: 2 })
  })
})

describe('the extension', () => {
  it('is how modules import each other', async () => {
    await using folder = await workspace({ 'typefed.config.json': { ...CONFIG, extension: 'js' } })
    await typefed(folder.path, 'generate')
    expect(await readFile(join(folder.path, 'out/tree.ts'), 'utf8')).toContain(
      "from './lexicons/com.example.note.js'",
    )
  })
})
