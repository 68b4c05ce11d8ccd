import { AtprotoClient, isNetworkError } from '@typefed/atproto-client'
import { MastodonClient } from '@typefed/mastodon-client'
import * as operations from '@typefed/mastodon-client/operations'
import * as streaming from '@typefed/mastodon-client/streaming'
import { describe, expect, test } from 'vitest'
import { GENERATED } from '../pages/folders.ts'

interface Snippet {
  id: string
  ends: boolean
  run(names: object): Promise<void>
}

/** No answer comes: a snippet that gets this far has sent a request that its description allows. */
const fetch = () => Promise.reject(new TypeError('no network'))

const bluesky = new AtprotoClient({ session: { did: 'did:plc:alice', fetchHandler: fetch }, retry: false })
const mastodon = new MastodonClient({
  url: 'https://mastodon.example',
  accessToken: 'token',
  fetch,
  retry: false,
  version: '99.0.0',
})
const { app, chat, com, tools, dev, network } = bluesky

const networks = [
  ['bluesky', bluesky, [app, chat, com, tools, dev, network].flatMap(callableIn)],
  [
    'mastodon',
    mastodon,
    [
      ...Object.values(operations).map(({ name }) => name),
      ...Object.values(streaming).flatMap((one) => ('stream' in one ? one.stream : [])),
    ],
  ],
] as const

const names = {
  file: new File(['x'], 'file.txt'),
  blob: {
    $type: 'blob',
    ref: { $link: 'bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy' },
    mimeType: 'image/png',
    size: 1,
  },
}

describe.each(networks)('the snippets of %s', (network, client, callable) => {
  test('are requests that their descriptions allow', async () => {
    const { snippets } = (await import(`${GENERATED}blocks/reference.${network}.ts`)) as {
      snippets: Snippet[]
    }
    const refused: string[] = []
    for (const { id, ends, run } of snippets) {
      const outcome = ends ? await run({ client, ...names }).catch((error: unknown) => error) : undefined
      if (ends && !isNetworkError(outcome)) refused.push(`${id}: ${String(outcome)}`)
    }
    expect(refused).toEqual([])
  })

  test('are there for all that can be called', async () => {
    const { snippets } = (await import(`${GENERATED}blocks/reference.${network}.ts`)) as {
      snippets: Snippet[]
    }
    expect(snippets.map(({ id }) => id).toSorted()).toEqual([...callable].toSorted())
  })
})

/** The names of the endpoints and records in a tree. */
function callableIn(node: object): string[] {
  if (typeof node === 'function') return [node.name]
  if ('nsid' in node) return [node.nsid as string]
  return Object.values(node).flatMap(callableIn)
}
