import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { growLexicon } from './support/grow.ts'
import { lexicon, modulesOf, planOf } from './support/lexicons.ts'
import { temporaryProject } from './support/project.ts'
import { runModule } from './support/run-module.ts'
import { typecheck } from './support/tsc.ts'

const ID = 'com.example.thing'

describe('a random lexicon', () => {
  it('has schemas that take what is right and refuse what is wrong in one place', () => {
    let [right, wrong] = [0, 0]
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const { defs, grown } = growLexicon(g, ID)
        const document = lexicon(ID, defs)
        const schemas = runModule(modulesOf([document]).get(`lexicons/${ID}.ts`) ?? '')
        const names = planOf([document]).names.get(ID)?.values
        for (const { name, valid, invalid } of grown) {
          const schema = schemas[names?.get(name === 'main' ? ID : `${ID}#${name}`) ?? '']
          const refuses = (value: unknown): boolean =>
            schema?.['~standard'].validate(value).issues !== undefined
          expect({ name, valid, refused: refuses(valid) }).toEqual({ name, valid, refused: false })
          for (const value of invalid)
            expect({ name, value, refused: refuses(value) }).toEqual({ name, value, refused: true })
          right += 1
          wrong += invalid.length
        }
      }),
      { numRuns: 200 },
    )
    expect(right).toBeGreaterThan(200)
    expect(wrong).toBeGreaterThan(2000)
  })

  it('has types that take what is right', async () => {
    const samples = fc.sample(fc.gen(), { numRuns: 60, seed: 7 })
    const files: Record<string, string> = {}
    samples.forEach((g, index) => {
      const id = `com.example.thing${index}`
      const { defs, grown } = growLexicon(g, id)
      const document = lexicon(id, defs)
      const path = `lexicons/${id}.ts`
      files[path] = modulesOf([document]).get(path) ?? ''
      const types = planOf([document]).names.get(id)?.types
      files[`values/${index}.ts`] = [
        `import type * as m from '../${path}'`,
        ...grown.map(({ name, valid }, count) => {
          const type = types?.get(name === 'main' ? id : `${id}#${name}`)
          return `export const value${count}: m.${type} = ${JSON.stringify(valid)}`
        }),
      ].join('\n')
    })
    await using project = await temporaryProject(files)
    expect(await typecheck(`${project.path}/nodenext.json`)).toBe('')
  })
})
