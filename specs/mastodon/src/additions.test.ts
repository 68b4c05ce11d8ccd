import { describe, expect, test } from 'vitest'
import { undatedAdditions } from './additions.ts'
import type { Json } from './load.ts'
import { format } from './rules/finding.ts'
import { at, BODY, CAT, POST, tinySpec } from './tiny.ts'

type Files = Map<string, Json>

function findings(change: (files: Files) => void): string[] {
  return undatedAdditions(tinySpec(), tinySpec(change)).map(format)
}

describe('what is new must state x-since', () => {
  test.each<[string, (files: Files) => void, string]>([
    [
      'a property of an older schema',
      (files) => void (at(files, CAT, 'properties').tail = { type: 'string' }),
      'schemas/Cat.yaml: Cat.tail: it is new and must state x-since. (addition)',
    ],
    [
      'a field of an older operation',
      (files) => void (at(files, ...BODY, 'properties').colour = { type: 'string' }),
      'paths/cats.yaml: POST /api/v1/cats > body.colour: it is new and must state x-since. (addition)',
    ],
    [
      'a field inside an older field',
      (files) => void (at(files, ...BODY, 'properties', 'food', 'properties').amount = { type: 'integer' }),
      'paths/cats.yaml: POST /api/v1/cats > body.food.amount: it is new and must state x-since. (addition)',
    ],
    [
      'a parameter of an older operation',
      (files) => void (at(files, ...POST).parameters = [{ name: 'dry_run', in: 'query' }]),
      'paths/cats.yaml: POST /api/v1/cats > query dry_run: it is new and must state x-since. (addition)',
    ],
    [
      'a value of an older enum',
      (files) => void (at(files, 'schemas/Mood.yaml').enum = ['happy', 'angry', 'bored']),
      'schemas/Mood.yaml: enum: the value bored is new and needs its version in x-enum-since. (addition)',
    ],
  ])('%s', (_name, change, finding) => {
    expect(findings(change)).toEqual([finding])
  })

  test('and is fine when it does', () => {
    const change = (files: Files): void => {
      at(files, CAT, 'properties').tail = { type: 'string', 'x-since': '4.7.0' }
      at(files, 'schemas/Mood.yaml').enum = ['happy', 'angry', 'bored']
      at(files, 'schemas/Mood.yaml', 'x-enum-since').bored = '4.7.0'
    }
    expect(findings(change)).toEqual([])
  })

  test('but not inside something that is new itself', () => {
    const change = (files: Files): void => {
      files.set('schemas/Dog.yaml', { 'x-since': '4.7.0', properties: { tail: { type: 'string' } } })
      at(files, ...BODY, 'properties').toy = { 'x-since': '4.7.0', properties: { kind: { type: 'string' } } }
    }
    expect(findings(change)).toEqual([])
  })
})
