import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/project.ts'
import { locate } from './locate.ts'

const JSON_TEXT = `{
  "defs": {
    "main": { "type": "object",
      "properties": { "a-b": [1, { "x": true }] } }
  }
}
`

describe('a problem', () => {
  it.each([
    ['a.json', 'defs.main.type', '3:23'],
    ['a.json', 'defs.main.properties["a-b"][1].x', '4:41'],
    ['a.json', 'defs.main.absent.deeper', '3:13'],
    ['a.yaml', 'paths["/a/{b}"].get', '3:10'],
    ['a.yaml', 'absent', undefined],
    ['a.json', '', undefined],
    ['broken.json', '', '2:9'],
    ['absent.json', 'defs', undefined],
    ['a package: com.example.x', 'defs', undefined],
  ])('in %s at %s is on %s', async (file, path, place) => {
    await using folder = await temporaryFolder({
      'a.json': JSON_TEXT,
      'a.yaml': 'paths:\n  /a/{b}:\n    get: {}\n',
      'broken.json': '{\n  "a": [}\n',
    })
    const [found] = await locate(folder.path, [{ file, path, message: 'wrong' }])
    expect(found?.at && `${found.at.line}:${found.at.column}`).toBe(place)
  })

  it('is left as it is otherwise', async () => {
    await using folder = await temporaryFolder({ 'a.json': JSON_TEXT })
    const problem = { file: join(folder.path, 'a.json'), path: 'defs', message: 'wrong' }
    expect(await locate('/', [problem])).toEqual([{ ...problem, at: { line: 2, column: 11 } }])
  })
})
