import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findLink, type Link, parseLinkHeader } from './link-header.ts'
import { pathOnHost } from './path-on-host.ts'

const NEXT = 'https://a.test/api/v1/timelines/home?limit=2&max_id=7'
const PREV = 'https://a.test/api/v1/timelines/home?limit=2&min_id=9'

describe('a Link header', () => {
  test.each<[name: string, header: string, links: Link[]]>([
    ['nothing', '', []],
    [
      'what Mastodon sends',
      `<${NEXT}>; rel="next", <${PREV}>; rel="prev"`,
      [
        { target: NEXT, rels: ['next'] },
        { target: PREV, rels: ['prev'] },
      ],
    ],
    [
      'no spaces',
      '<a>;rel=next,<b>;rel=prev',
      [
        { target: 'a', rels: ['next'] },
        { target: 'b', rels: ['prev'] },
      ],
    ],
    ['many spaces', ' <  a > ; rel = "next" ;', [{ target: 'a', rels: ['next'] }]],
    ['several rels', '<a>; rel="first  Next\tprev"', [{ target: 'a', rels: ['first', 'next', 'prev'] }]],
    ['single quotes', "<a>; rel='next prev'", [{ target: 'a', rels: ['next', 'prev'] }]],
    ['capitals', '<a>; REL="NEXT"', [{ target: 'a', rels: ['next'] }]],
    ['commas and semicolons in a link', '<a?b=1,2;3>; rel="next"', [{ target: 'a?b=1,2;3', rels: ['next'] }]],
    [
      'commas and semicolons in quotes',
      `<a>; title="x, <c>; rel=next; y"; rel="prev", <b>; title='p, q; r'; rel=next`,
      [
        { target: 'a', rels: ['prev'] },
        { target: 'b', rels: ['next'] },
      ],
    ],
    [
      'escaped quotes',
      String.raw`<a>; title="say \"x\", <c>"; rel="next"`,
      [{ target: 'a', rels: ['next'] }],
    ],
    [
      'an apostrophe',
      "<a>; title=it's; rel=next, <b>; rel=prev",
      [
        { target: 'a', rels: ['next'] },
        { target: 'b', rels: ['prev'] },
      ],
    ],
    [
      'two rels of one link: the first counts',
      '<a>; rel="prev"; rel="next"',
      [{ target: 'a', rels: ['prev'] }],
    ],
    [
      'no rel',
      '<a>, <b>; title="next"',
      [
        { target: 'a', rels: [] },
        { target: 'b', rels: [] },
      ],
    ],
    [
      'an empty rel',
      '<a>; rel, <b>; rel=""',
      [
        { target: 'a', rels: [] },
        { target: 'b', rels: [] },
      ],
    ],
    ['other names with rel in them', '<a>; xrel="next"; rel*=next', [{ target: 'a', rels: [] }]],
    ['an unclosed link', '<a; rel="next"', []],
    ['an unclosed quote', '<a>; rel="next', [{ target: 'a', rels: ['next'] }]],
    ['no angle brackets', 'a; rel="next", <b>; rel=next', [{ target: 'b', rels: ['next'] }]],
    ['garbage', ',;,"<>,=;\'\\', []],
  ])('%s', (_, header, links) => {
    expect(parseLinkHeader(header)).toEqual(links)
  })

  const relation = fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/)
  const link = fc.record({
    target: fc.webUrl({ withQueryParameters: true }),
    rels: fc.array(relation, { minLength: 1 }),
  })
  const quoted = fc.string().map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`)

  test('that was written by the rules is read back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(link, quoted, fc.boolean())), (entries) => {
        const header = entries.map(([{ target, rels }, title, isFirst]) => {
          const parameters = [`rel="${rels.join(' ')}"`, `title=${title}`]
          return `<${target}>; ${(isFirst ? parameters : parameters.toReversed()).join('; ')}`
        })
        expect(parseLinkHeader(header.join(', '))).toEqual(entries.map(([link]) => link))
      }),
    )
  })

  test('is never too odd', () => {
    const piece = fc.constantFrom('<', '>', ',', ';', '"', "'", '\\', '=', 'rel', 'next', ' ')
    const odd = fc.array(fc.oneof(piece, fc.string({ unit: 'binary' }))).map((parts) => parts.join(''))
    fc.assert(
      fc.property(odd, (header) => {
        for (const { target, rels } of parseLinkHeader(header)) {
          expect(header).toContain(target)
          expect(rels).not.toContain('')
        }
      }),
    )
  })

  test('is read in no time, however long', () => {
    const start = performance.now()
    for (const piece of ['<', '"', "='", '\\', '<a>;', ';rel', ', ', ' ', '<a>; rel="next', '<a>; rel="\\']) {
      parseLinkHeader(piece.repeat(50_000))
    }
    expect(performance.now() - start).toBeLessThan(1_000)
  })

  test('is searched for a rel', () => {
    const links = parseLinkHeader('<a>; rel="first", <b>; rel="last next", <c>; rel="next"')
    expect(findLink(links, 'next')).toBe('b')
    expect(findLink(links, 'prev')).toBeUndefined()
  })
})

describe('a link is followed', () => {
  const base = 'https://a.test/api/v1/timelines/home?limit=2'

  test.each([
    [NEXT, '/api/v1/timelines/home?limit=2&max_id=7'],
    ['http://a.test/x?y=1', '/x?y=1'],
    ['HTTPS://A.TEST:443/x', '/x'],
    ['//a.test/x', '/x'],
    ['/x?y=1#z', '/x?y=1'],
    ['?max_id=7', '/api/v1/timelines/home?max_id=7'],
    ['public', '/api/v1/timelines/public'],
    ['https://user:secret@a.test/x', '/x'],
    ['/x/../../y', '/y'],
    ['https://a.test/x?access_token=secret&max_id=7', '/x?max_id=7'],
    ['https://a.test', '/'],
  ])('%s to %s', (link, path) => {
    expect(pathOnHost(link, base)).toBe(path)
  })

  test.each([
    'https://evil.test/x',
    'https://a.test.evil.test/x',
    'https://sub.a.test/x',
    'https://a.test:8443/x',
    'https://a.test@evil.test/x',
    '//evil.test/x',
    String.raw`\\evil.test/x`,
    '/\t/evil.test/x',
    'https://a.test//evil.test/x',
    String.raw`https://a.test/\evil.test/x`,
    'javascript:alert(1)',
    'javascript://a.test/%0aalert(1)',
    'data:text/html,x',
    'ftp://a.test/x',
    'file:///etc/passwd',
    'https://',
    'https://[',
  ])('not to %s', (link) => {
    expect(pathOnHost(link, base)).toBeUndefined()
  })

  test('to nothing but the own host, whatever it is', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      'https:',
      '@',
      'evil.test',
      'a.test',
      '?',
      '#',
      '..',
      '\n',
      ':',
      '%2f',
    )
    const odd = fc.array(fc.oneof(piece, fc.string())).map((parts) => parts.join(''))
    fc.assert(
      fc.property(odd, (link) => {
        const path = pathOnHost(link, base)
        if (path !== undefined) expect(new URL(path, base).host).toBe('a.test')
      }),
      { numRuns: 1_000 },
    )
  })
})
