import { describe, expect, it } from 'vitest'
import { lexicon, problemsOf } from '../../test/support/lexicons.ts'

const ID = 'com.example.thing'

function object(properties: Record<string, unknown>, required: string[] = []): object {
  return { type: 'object', required, properties }
}

function ref(target: string): object {
  return { type: 'ref', ref: target }
}

const rows: [name: string, row: { given: Record<string, unknown>; want: string[] }][] = [
  [
    'a reference to a definition that there is not',
    {
      given: { main: object({ a: ref('#absent') }) },
      want: [`defs.main.properties.a.ref: "${ID}#absent" is not defined: ${ID} has no definition absent`],
    },
  ],
  [
    'a reference to a document that there is not',
    {
      given: { main: object({ a: ref('com.example.absent#b') }) },
      want: [
        'defs.main.properties.a.ref: "com.example.absent#b" is not defined: there is no document com.example.absent',
      ],
    },
  ],
  [
    'a reference to the main definition of a document without one',
    {
      given: { other: object({ a: ref(ID) }) },
      want: [`defs.other.properties.a.ref: "${ID}" is not defined: ${ID} has no definition main`],
    },
  ],
  [
    'a union with a member that there is not',
    {
      given: {
        main: object({ a: { type: 'union', refs: ['#b', 'lex:com.example.thing#c'] } }),
        b: object({}),
      },
      want: [`defs.main.properties.a.refs[1]: "${ID}#c" is not defined: ${ID} has no definition c`],
    },
  ],
  [
    'a reference to an endpoint',
    {
      given: { main: { type: 'query' }, other: object({ a: ref(ID) }) },
      want: [`defs.other.properties.a.ref: "${ID}" is a query, expected a type`],
    },
  ],
  [
    'a union with a member that has no $type',
    {
      given: { main: object({ a: { type: 'union', refs: ['#b'] } }), b: { type: 'string' } },
      want: [
        `defs.main.properties.a.refs[0]: "${ID}#b" is a string, expected an object or a record as member of a union`,
      ],
    },
  ],
  [
    'a reference that leads back to itself',
    {
      given: { a: ref('#b'), b: ref('#c'), c: ref('#a') },
      want: [
        `defs.a: a cycle without end: ${ID}#a -> ${ID}#b -> ${ID}#c -> ${ID}#a`,
        `defs.b: a cycle without end: ${ID}#b -> ${ID}#c -> ${ID}#a -> ${ID}#b`,
        `defs.c: a cycle without end: ${ID}#c -> ${ID}#a -> ${ID}#b -> ${ID}#c`,
      ],
    },
  ],
  [
    'a reference to itself',
    { given: { a: ref('#a') }, want: [`defs.a: a cycle without end: ${ID}#a -> ${ID}#a`] },
  ],
  [
    'an object that must hold itself',
    {
      given: { main: object({ next: ref('#main') }, ['next']) },
      want: [`defs.main: a cycle without end: ${ID} -> ${ID}`],
    },
  ],
  [
    'what leads into a cycle, only where the cycle is',
    {
      given: { a: object({ b: ref('#b') }, ['b']), b: ref('#c'), c: ref('#b') },
      want: [
        `defs.b: a cycle without end: ${ID}#b -> ${ID}#c -> ${ID}#b`,
        `defs.c: a cycle without end: ${ID}#c -> ${ID}#b -> ${ID}#c`,
      ],
    },
  ],
  [
    'a property called $type',
    {
      given: { main: object({ $type: { type: 'string' } }) },
      want: ['defs.main: a property may not be called $type'],
    },
  ],
]

describe('checking references', () => {
  it.each(rows)('reports %s', (_, { given, want }) => {
    expect(problemsOf([lexicon(ID, given)])).toEqual(want.map((line) => `${ID}.json: ${line}`))
  })

  it('accepts recursion that has an end', () => {
    const defs = {
      main: object({ next: ref('#main'), items: { type: 'array', items: ref('#main') } }, ['items']),
      open: object({ a: { type: 'union', refs: ['#open'] } }, ['a']),
      closed: object({ a: { type: 'union', closed: true, refs: ['#closed', '#leaf'] } }, ['a']),
      leaf: object({}),
      nullable: { ...object({ a: ref('#nullable') }, ['a']), nullable: ['a'] },
    }
    expect(problemsOf([lexicon(ID, defs)])).toEqual([])
  })

  it('says nothing of references to a document that could not be read', () => {
    const broken = lexicon('com.example.broken', { main: { type: 'table' } })
    const lines = problemsOf([lexicon(ID, { main: object({ a: ref('com.example.broken') }) }), broken])
    expect(lines).toEqual([expect.stringMatching(/^com\.example\.broken\.json: defs\.main\.type: /)])
  })

  it('reports ids that one file system would take for one', () => {
    const documents = ['com.example.getThing', 'com.example.getthing'].map((id) => lexicon(id, {}))
    expect(problemsOf(documents)).toEqual([
      'com.example.getthing.json: id: "com.example.getthing" and "com.example.getThing" differ only in case',
    ])
  })

  it('reports an endpoint that others are named below', () => {
    const documents = ['com.example.thing', 'com.example.thing.part'].map((id) =>
      lexicon(id, { main: { type: 'query' } }),
    )
    expect(problemsOf(documents)).toEqual([
      'com.example.thing.json: id: "com.example.thing" is a query, and other documents are named as if it were a namespace: the tree of methods cannot hold both',
    ])
  })

  it('lets definitions stand beside a namespace of their name', () => {
    const documents = [
      lexicon('com.example.thing', { main: object({}) }),
      lexicon('com.example.thing.part', { main: { type: 'query' } }),
    ]
    expect(problemsOf(documents)).toEqual([])
  })
})
