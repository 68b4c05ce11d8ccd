import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { lexicon, surfaceOf } from '../../test/support/lexicons.ts'
import { compareSurfaces } from './compare-surfaces.ts'

const SURFACES = ['atproto', 'mastodon'].map((name) =>
  readFileSync(new URL(`../../../surface/${name}.txt`, import.meta.url), 'utf8'),
)

type Row = [name: string, given: { before: string[]; after: string[] }, want: string[]]

/** What goes to a server: `in`. What comes from one: `out`. What does both: `record`, and `loose`, which nothing uses. */
const USES = [
  'call procedure input=application/json output=application/json',
  'call input in',
  'call output out',
  'in object',
  'out object',
  'loose object',
  'record record key=tid',
]

const ROWS: Row[] = [
  ['a line that is gone', { before: ['out .a string'], after: [] }, ['breaking: out .a was removed']],
  [
    'a thing that is gone, as one change',
    { before: ['x object', 'x .a string', 'x .a.b string'], after: [] },
    ['breaking: x was removed'],
  ],
  [
    'a new thing, as one change',
    { before: [], after: ['y query', 'y params.a string', 'y error Bad'] },
    ['additive: y is new'],
  ],
  ['an error that is gone', { before: ['call error A'], after: [] }, ['additive: call error A was removed']],
  ['a new optional input', { before: [], after: ['in .a? string'] }, ['additive: in .a is new']],
  ['a new required input', { before: [], after: ['in .a string'] }, ['breaking: in .a is new and required']],
  [
    'a new required parameter',
    { before: [], after: ['call params.a string'] },
    ['breaking: call params.a is new and required'],
  ],
  ['a new optional output', { before: [], after: ['out .a? string'] }, ['additive: out .a is new']],
  [
    'a new required output, which older servers do not send',
    { before: [], after: ['out .a string'] },
    ['breaking: out .a is new and required: answers of servers without it are refused'],
  ],
  [
    'a new required output with its version, which types tell of',
    { before: [], after: ['out .a string since=4.4.0'] },
    ['additive: out .a is new since 4.4.0'],
  ],
  [
    'an input that may be left out now',
    { before: ['in .a string'], after: ['in .a? string'] },
    ['additive: in .a may be left out now'],
  ],
  [
    'an output that may be left out now',
    { before: ['out .a string'], after: ['out .a? string'] },
    ['breaking: out .a may be left out now'],
  ],
  [
    'a part of a record that must be there now',
    { before: ['record .a? string'], after: ['record .a string'] },
    ['breaking: record .a is required now'],
  ],
  [
    'another type',
    { before: ['out .a string'], after: ['out .a integer'] },
    ['breaking: out .a was string, is integer'],
  ],
  [
    'an input that may be null now',
    { before: ['in .a string'], after: ['in .a string|null'] },
    ['additive: in .a was string, is string|null'],
  ],
  [
    'an output that may be null now',
    { before: ['out .a string'], after: ['out .a string|null'] },
    ['breaking: out .a was string, is string|null'],
  ],
  [
    'a member that an open union of an output gained',
    { before: ['out .a union of=x'], after: ['out .a union of=x,y'] },
    ['additive: out .a of gained y'],
  ],
  [
    'a member that a closed union of an output gained',
    { before: ['out .a closed union of=x'], after: ['out .a closed union of=x,y'] },
    ['breaking: out .a of gained y'],
  ],
  [
    'a member that a union lost',
    { before: ['in .a union of=x,y'], after: ['in .a union of=x'] },
    ['breaking: in .a of lost y'],
  ],
  [
    'a union that was closed',
    { before: ['out .a union of=x'], after: ['out .a closed union of=x'] },
    ['breaking: out .a was union, is closed union'],
  ],
  [
    'a value that an enum of an output gained',
    { before: ['out .a string enum=x'], after: ['out .a string enum=x,y'] },
    ['additive: out .a enum gained y'],
  ],
  [
    'a value that an enum of an input lost',
    { before: ['in .a string enum=x,y'], after: ['in .a string enum=x'] },
    ['breaking: in .a enum lost y'],
  ],
  [
    'an input that has an enum now',
    { before: ['in .a string'], after: ['in .a string enum=x'] },
    ['breaking: in .a has enum x now'],
  ],
  [
    'a known value that is gone, of many',
    {
      before: ['in .a string knownValues=…', 'in .a knownValues x', 'in .a knownValues y'],
      after: ['in .a string knownValues=…', 'in .a knownValues x'],
    },
    ['additive: in .a knownValues lost y'],
  ],
  [
    'a lower maximum of an input',
    { before: ['in .a integer maximum=100'], after: ['in .a integer maximum=50'] },
    ['breaking: in .a maximum was 100, is 50'],
  ],
  [
    'a higher maximum of an input',
    { before: ['in .a integer maximum=9'], after: ['in .a integer maximum=10'] },
    ['additive: in .a maximum was 9, is 10'],
  ],
  [
    'a bound that an input did not have',
    { before: ['in .a string'], after: ['in .a string minLength=1'] },
    ['breaking: in .a has minLength 1 now'],
  ],
  [
    'a bound of an output, which is not checked',
    { before: ['out .a string'], after: ['out .a string minLength=1'] },
    ['additive: out .a has minLength 1 now'],
  ],
  [
    'a format of a type that nothing uses, and anybody may',
    { before: ['loose .a string'], after: ['loose .a string format=did'] },
    ['breaking: loose .a has format did now'],
  ],
  [
    'another default of an input',
    { before: ['in .a? integer default=1'], after: ['in .a? integer default=2'] },
    ['breaking: in .a default was 1, is 2'],
  ],
  [
    'pages that are gone',
    { before: ['q query pages=feed'], after: ['q query'] },
    ['breaking: q has no pages any more, which was feed'],
  ],
  [
    'a query that is a procedure now',
    { before: ['q query'], after: ['q procedure'] },
    ['breaking: q was query, is procedure'],
  ],
  [
    'an operation at another path',
    { before: ['op GET /a'], after: ['op GET /b'] },
    ['breaking: op was GET /a, is GET /b'],
  ],
  [
    'an operation that came later than was said',
    { before: ['op GET /a since=4.9.0'], after: ['op GET /a since=4.10.0'] },
    ['breaking: op since was 4.9.0, is 4.10.0'],
  ],
  [
    'a deprecation',
    { before: ['q query'], after: ['q query deprecated'] },
    ['additive: q is deprecated now'],
  ],
  [
    'a stream that is gone, as one change',
    { before: ['stream public:local /s query.local=true', 'stream public:local event update'], after: [] },
    ['breaking: stream public:local was removed'],
  ],
  [
    'an event more and an event less',
    {
      before: ['stream public /s', 'stream public event a'],
      after: ['stream public /s', 'stream public event b'],
    },
    ['breaking: stream public event a was removed', 'additive: stream public event b is new'],
  ],
  [
    'what comes with an event',
    {
      before: ['event a json ev', 'ev object', 'ev .a? integer maximum=2'],
      after: ['event a json ev', 'ev object', 'ev .a? integer maximum=1'],
    },
    ['additive: ev .a maximum was 2, is 1'],
  ],
  [
    'another permission',
    { before: ['p permission-set', 'p permission repo action=a'], after: ['p permission-set'] },
    ['breaking: p permission repo action=a was removed'],
  ],
]

describe('a difference', () => {
  test.each(ROWS)('%s', (_, { before, after }, want) => {
    const shown = compareSurfaces([...USES, ...before].join('\n'), [...USES, ...after].join('\n'))
    expect(shown.map(({ level, at, message }) => `${level}: ${at} ${message}`)).toEqual(want)
  })

  it('counts a body that must be sent, and not one that may be left out', () => {
    const call = (input?: object) =>
      surfaceOf([
        lexicon('com.example.go', {
          main: {
            type: 'procedure',
            ...(input && { input: { encoding: 'application/json', schema: input } }),
          },
        }),
      ]).join('\n')
    const properties = { a: { type: 'string' } }
    const levels = (input: object) => compareSurfaces(call(), call(input)).map(({ level }) => level)
    expect(levels({ type: 'object', properties, required: ['a'] })).toContain('breaking')
    expect(levels({ type: 'object', properties })).not.toContain('breaking')
  })

  it('puts what breaks first', () => {
    const changes = compareSurfaces('a query\nb query', 'c query')
    expect(changes.map(({ level }) => level)).toEqual(['breaking', 'breaking', 'additive'])
  })

  test.each(SURFACES)(
    'there is none between a surface and itself, whatever the order of its lines',
    (surface) => {
      const lines = surface.trimEnd().split('\n')
      expect(compareSurfaces(surface, lines.toReversed().join('\n'))).toEqual([])
    },
  )

  it('is there for any line that goes or comes, and going never is only additive unless it was an error', () => {
    const [surface = ''] = SURFACES
    const lines = surface
      .trimEnd()
      .split('\n')
      .filter((line) => !line.includes('…') && !/ (?:of|lxm|knownValues) \S+$/.test(line))
    const whole = lines.join('\n')
    fc.assert(
      fc.property(fc.nat(lines.length - 1), (index) => {
        const rest = lines.toSpliced(index, 1).join('\n')
        const gone = compareSurfaces(whole, rest)
        expect(gone.map(({ level }) => level)).toEqual([
          / error /.test(lines[index] as string) ? 'additive' : 'breaking',
        ])
        expect(compareSurfaces(rest, whole)).toHaveLength(1)
      }),
      { numRuns: 20 },
    )
  })
})
