import { installedVersions, once } from '../once.ts'
import type { Bundle, EndToEndProgram, Protocol, ValidationLine } from '../protocol.ts'
import { typefedGenerator } from '../typefed-generator.ts'
import { bundleDocument, documentHash } from './document.ts'
import { heyApi, openapiTypescript } from './generators.ts'
import { type PeerId, PEERS } from './peers.ts'

const CHECKS_NOTHING = 'checks nothing'
const RENAMES = 'checks nothing; renames every key, at run time'
const COPIES = 'checks nothing; copies what it knows of a post'
const ONE_WAY = 'knows one way'
const UNIT = 'CPU a call, x fetch + JSON.parse'
const PAGE_UNIT = 'CPU a page, x fetch + JSON.parse + reading the next link'

const BUNDLES: readonly Bundle<PeerId>[] = [
  {
    program: 'post-and-timeline',
    label: 'post + validated home timeline, kB',
    target: 8,
    notes: {
      masto: RENAMES,
      megalodon: `${COPIES}; the clients of all kinds of servers are in it`,
      'openapi-fetch': CHECKS_NOTHING,
    },
  },
  {
    program: 'post-and-timeline-retrying',
    label: 'post + validated home timeline with retries, kB',
    target: 17,
  },
  {
    program: 'whole-client',
    label: 'the whole client, kB',
    target: 45,
    notes: {
      masto: `${RENAMES}; no retries`,
      megalodon: `${COPIES}; no retries`,
      'hey-api': 'no retries',
      'openapi-fetch': `${CHECKS_NOTHING}; its operations are types; no retries`,
    },
  },
  {
    program: 'whole-client',
    atStart: true,
    label: 'the whole client, what is loaded at the start, kB',
    target: 30,
    notes: { typefed: 'streams and retries are loaded when they are needed' },
  },
]

const VALIDATION: readonly ValidationLine<PeerId>[] = [
  {
    mode: 'lenient',
    fromText: true,
    label: '40 statuses, text to value as by default, x JSON.parse',
    target: 1.6,
    notes: {
      typefed: 'types and required fields; what a client does with answers by default',
      masto: RENAMES,
      megalodon: COPIES,
      'hey-api': `${ONE_WAY}; copies every object`,
      'openapi-fetch': CHECKS_NOTHING,
    },
  },
  {
    mode: 'strict',
    peers: ['typefed', 'hey-api'],
    fromText: true,
    label: '40 statuses, text to strictly validated value, x JSON.parse',
    target: 1.6,
    notes: { typefed: 'formats and closed enums too', 'hey-api': ONE_WAY },
  },
]

const END_TO_END: readonly EndToEndProgram<PeerId>[] = [
  {
    program: 'client',
    task: 'getHomeTimeline',
    label: `getHomeTimeline, ${UNIT}`,
    target: 1.25,
    notes: {
      typefed: 'lenient validation',
      masto: RENAMES,
      megalodon: COPIES,
      'openapi-fetch': CHECKS_NOTHING,
    },
  },
  {
    program: 'slim-client',
    task: 'getHomeTimeline',
    label: `getHomeTimeline, slim client, ${UNIT}`,
    target: 1.25,
  },
  {
    program: 'walk',
    task: 'walk',
    label: `Link walk, ${PAGE_UNIT}`,
    target: 1.3,
    notes: {
      all: 'ten pages of 40 posts; who is not in this row has nothing that follows the links of a timeline',
      masto: RENAMES,
    },
  },
  { program: 'slim-walk', task: 'walk', label: `Link walk, slim client, ${PAGE_UNIT}`, target: 1.3 },
]

/** `@typefed/mastodon-client` and its peers. */
export const mastodon: Protocol<PeerId> = {
  id: 'mastodon',
  title: 'Mastodon',
  peers: PEERS,
  built: ['packages/core/dist/index.js', 'packages/mastodon-client/dist/index.js'],
  async prepare(say) {
    say('putting the document together')
    await bundleDocument()
    await once('mastodon', `${await installedVersions()} ${await documentHash()}`, async () => {
      say('generating with hey-api and openapi-typescript')
      await heyApi()
      await openapiTypescript()
    })
  },
  importTime: {
    label: 'import of everything, above bare node, ms',
    target: 40,
    notes: { 'openapi-fetch': 'its operations are types' },
  },
  bundles: BUNDLES,
  typeCheck: {
    what: '12 operations',
    target: 10_000,
    notes: {
      'hey-api': 'the modules that it generates are a part of the app, and checked with it',
    },
  },
  validation: VALIDATION,
  probeNotes: {
    'accepts empty-string addresses': { all: 'as by default' },
  },
  endToEnd: END_TO_END,
  streams: {
    reading: [
      {
        program: 'stream',
        label: 'public stream, each post',
        target: 55,
        notes: {
          all: 'one post a frame, 5 kB on average',
          typefed: 'lenient validation',
          masto: RENAMES,
          megalodon: COPIES,
          socket: 'frame and post through JSON.parse',
        },
      },
    ],
    recovery: {
      program: 'stream',
      peers: ['typefed', 'masto', 'megalodon'],
      notes: { megalodon: 'waits ten seconds, and takes a close with 1000 for the end' },
    },
  },
  generation: {
    label: 'generation of the whole client',
    target: 2,
    notes: {
      'hey-api': 'types, client, valibot schemas',
      'openapi-fetch': 'openapi-typescript, which makes types alone',
      all: 'ours reads the document as the many files it is written in, the peers one file of JSON',
    },
    prepare: bundleDocument,
    typefed: typefedGenerator('specs/mastodon', 'typefed.json'),
    peers: { 'hey-api': heyApi, 'openapi-fetch': openapiTypescript },
  },
}
