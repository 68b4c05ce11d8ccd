import { describe, expect, it } from 'vitest'
import { lexicon, planOf } from '../../test/support/lexicons.ts'

const object = { type: 'object', properties: {} }

/** `type value` for each definition, by its name. */
function namesOf(
  id: string,
  defs: Record<string, unknown>,
): { names: Record<string, string>; notices: readonly string[] } {
  const plan = planOf([lexicon(id, defs)])
  const module = plan.names.get(id)
  const names = Object.keys(defs).map((name) => {
    const full = name === 'main' ? id : `${id}#${name}`
    return [name, `${module?.types.get(full) ?? '-'} ${module?.values.get(full)}`]
  })
  return { names: Object.fromEntries(names) as Record<string, string>, notices: plan.notices }
}

const rows: [
  name: string,
  row: { given: [id: string, defs: string[]]; want: Record<string, string>; notices?: string[] },
][] = [
  [
    'definitions of defs by themselves',
    { given: ['a.b.defs', ['postView']], want: { postView: 'PostView postView' } },
  ],
  ['main by the last segment', { given: ['a.b.post', ['main']], want: { main: 'Post post' } }],
  [
    'others behind the last segment',
    { given: ['a.b.images', ['view']], want: { view: 'ImagesView imagesView' } },
  ],
  [
    'what is no identifier by its parts',
    {
      given: ['a.b.defs', ['a-b', '1st', 'c.d']],
      want: { 'a-b': 'AB aB', '1st': '_1st _1st', 'c.d': 'CD cD' },
    },
  ],
  [
    'a reserved word with an underscore',
    {
      given: ['a.b.defs', ['delete']],
      want: { delete: 'Delete delete_' },
      notices: ['a.b.defs: delete and a reserved word are both called delete: delete becomes delete_'],
    },
  ],
  [
    'what clashes after casing in sorted order',
    {
      given: ['a.b.defs', ['postView', 'PostView', 'post-view']],
      want: {
        PostView: 'PostView postView',
        'post-view': 'PostView_ postView_',
        postView: 'PostView_2 postView_2',
      },
      notices: [
        'a.b.defs: post-view and PostView are both called PostView: post-view becomes PostView_',
        'a.b.defs: post-view and PostView are both called postView: post-view becomes postView_',
        'a.b.defs: postView and PostView are both called PostView: postView becomes PostView_2',
        'a.b.defs: postView and PostView are both called postView: postView becomes postView_2',
      ],
    },
  ],
]

describe('naming a module', () => {
  it.each(rows)('names %s', (_, { given: [id, defs], want, notices = [] }) => {
    const named = namesOf(id, Object.fromEntries(defs.map((name) => [name, object])))
    expect(named).toEqual({ names: want, notices })
  })

  it('gives the same names in whatever order the definitions stand', () => {
    const names = ['PostView', 'postView', 'post-view']
    const [forth, back] = [names, names.toReversed()].map((order) =>
      namesOf('a.b.defs', Object.fromEntries(order.map((name) => [name, object]))),
    )
    expect(forth).toEqual(back)
  })

  it('lets a body give way to a definition', () => {
    const id = 'a.b.getThing'
    const plan = planOf([
      lexicon(id, {
        main: { type: 'query', parameters: { type: 'params', properties: {} } },
        params: object,
      }),
    ])
    expect([...(plan.names.get(id)?.parts.values() ?? [])]).toEqual(['GetThingParams_'])
    expect(plan.names.get(id)?.types.get(`${id}#params`)).toBe('GetThingParams')
  })
})
