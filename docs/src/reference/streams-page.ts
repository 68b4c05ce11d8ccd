import type { EventModel, StreamModel } from '@typefed/codegen/documents'
import { sinceText } from './fields.ts'
import { code, fence, prose, table } from './markdown.ts'
import type { Model } from './model.ts'
import { linkTo } from './places.ts'
import type { ReferencePage, Snippet } from './reference-page.ts'
import { TOKENS } from './rest-pages.ts'
import { type Link, typeText } from './type-text.ts'

const PATH = 'mastodon/streams'

/** The page of what a server streams, and of what arrives there. */
export function streamsPages({ streaming, placeOf }: Model): ReferencePage[] {
  if (!streaming) return []
  const link: Link = (id) => `[${code(id)}](${linkTo(PATH, placeOf(id))})`
  const snippets = streaming.streams.map(snippetOf)
  const lines = [
    ...streaming.streams.flatMap((stream, index) => streamSection(stream, snippets[index]?.code ?? '')),
    '## Events {#events}',
    '',
    ...table(
      ['Event', 'Payload', 'Since', 'What it is'],
      streaming.events.map((event) => eventRow(event, link)),
    ),
  ]
  return [{ path: PATH, title: 'streams', lines, snippets }]
}

function streamSection(stream: StreamModel, snippet: string): string[] {
  const { name, description, events, token, scopes } = stream
  const facts = [
    ...(sinceText(stream) === '' ? ['in every version'] : [`since ${sinceText(stream)}`]),
    TOKENS[token ?? 'none'],
    ...(scopes.length > 0 ? [`scope ${scopes.map(code).join(' or ')}`] : []),
  ]
  return [
    `## ${code(name)} {#${name.replaceAll(':', '-')}}`,
    '',
    facts.join(' · '),
    '',
    ...(description === undefined ? [] : [prose(description), '']),
    ...fence(snippet),
    `Carries ${events.map(code).join(', ')}.`,
    '',
  ]
}

function eventRow(event: EventModel, link: Link): string[] {
  const payload = event.schema
    ? typeText(event.schema, link)
    : event.encoding === 'text'
      ? code('string')
      : 'nothing'
  return [code(event.name), payload, sinceText(event), prose(event.description ?? '')]
}

const MEDIA = /:media$/

/** `public:local:media` is `publicLocal({ onlyMedia: true })`. */
function snippetOf({ name, parameter }: StreamModel): Snippet {
  const method = name.replace(MEDIA, '').replaceAll(/:(\w)/g, (_, letter: string) => letter.toUpperCase())
  const args = [...(parameter ? ["'1'"] : []), ...(MEDIA.test(name) ? ['{ onlyMedia: true }'] : [])].join(
    ', ',
  )
  const call = `client.api.v1.streaming.${method}(${args})`
  return {
    id: name,
    code: `for await (const { event, payload } of ${call}) console.log(event, payload)`,
    ends: false,
  }
}
