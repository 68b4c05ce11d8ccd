import { installedVersions, once } from '../once.ts'
import type { EndToEndProgram, Bundle, Protocol, StreamProgram, ValidationLine } from '../protocol.ts'
import { typefedGenerator } from '../typefed-generator.ts'
import { atcute, lexBuild, lexCli } from './generators.ts'
import { writeLexiconFolder } from './lexicon-folder.ts'
import { type PeerId, PEERS } from './peers.ts'
import { writeFrames } from './stream/frames.ts'

const UNCHECKED = 'this call checks neither what it sends nor what comes back'
const RETRIES_429 = 'retries what the server refused for its rate (429), not network errors or 5xx'
const CONVERTS = 'includes making objects of links, bytes and blobs, without which it cannot check'
const SAME_AS_SDK = 'runs the same code as @bsky/sdk'
const NO_OZONE = 'has no tools.ozone lexicons'
const UNIT = 'CPU a call, x fetch + JSON.parse'

const BUNDLES: readonly Bundle<PeerId>[] = [
  {
    program: 'login-and-post',
    label: 'login + createRecord, kB',
    target: 8,
    notes: { atcute: UNCHECKED },
  },
  {
    program: 'login-and-post-retrying',
    label: 'login + createRecord with retries, kB',
    target: 17,
    notes: { atcute: RETRIES_429 },
  },
  {
    program: 'login-and-detected-post',
    label: 'login + createRecord with facet detection, kB',
    target: 30,
    notes: { atcute: `${UNCHECKED}; knows no list of top-level domains` },
  },
  {
    program: 'login-and-send-post',
    label: 'login + sendPost, checked against the lexicon of posts, kB',
    target: 12,
  },
  {
    program: 'login-and-send-detected-post',
    label: 'login + sendPost with facet detection, kB',
    target: 30,
  },
  { program: 'login-and-timeline', label: 'login + validated getTimeline, kB', target: 12 },
  {
    program: 'login-and-timeline-retrying',
    label: 'login + validated getTimeline with retries, kB',
    target: 21,
    notes: { atcute: RETRIES_429 },
  },
  {
    program: 'whole-client',
    label: 'the whole client, kB',
    target: 50,
    notes: {
      typefed: 'with all verbs, facet detection, file types, retries, streams and the checks of commits',
      'bsky-sdk': `${NO_OZONE}, no retries`,
      lex: 'no retries',
      'atproto-api': 'no retries',
    },
  },
  {
    program: 'whole-client',
    atStart: true,
    label: 'the whole client, what is loaded at the start, kB',
    notes: { typefed: 'facet detection, file types, retries and streams are loaded when they are needed' },
  },
]

const VALIDATION: readonly ValidationLine<PeerId>[] = [
  {
    mode: 'lenient',
    peers: ['typefed', 'bsky-sdk'],
    label: 'lenient validation of 228 kB, x JSON.parse',
    target: 0.5,
    notes: {
      typefed: 'types, required fields and $type; what a client does with answers by default',
      'bsky-sdk': `strict: false, where only datetimes, blobs and links are relaxed; ${CONVERTS}`,
    },
  },
  {
    mode: 'strict',
    label: 'strict validation of 228 kB, x JSON.parse',
    target: 0.5,
    notes: {
      typefed: 'everything the lexicons say, in the records of the posts too, which the peers leave out',
      atcute: 'knows one way',
      'bsky-sdk': CONVERTS,
      lex: SAME_AS_SDK,
      'atproto-api': `knows one way; ${CONVERTS}`,
    },
  },
]

const END_TO_END: readonly EndToEndProgram<PeerId>[] = [
  {
    program: 'client',
    task: 'getTimeline',
    label: `getTimeline, ${UNIT}`,
    target: 1.25,
    notes: { typefed: 'lenient validation', lex: SAME_AS_SDK },
  },
  {
    program: 'slim-client',
    task: 'getTimeline',
    label: `getTimeline, slim client, ${UNIT}`,
    target: 1.25,
  },
  { program: 'unchecked-client', task: 'getTimeline', label: `getTimeline without validation, ${UNIT}` },
]

const STREAMS: readonly StreamProgram<PeerId>[] = [
  {
    program: 'stream',
    label: 'firehose, each operation with its record',
    target: 50,
    notes: {
      all: 'one operation a frame, 5.3 kB and 10 blocks on average, as a relay sends; 71 % likes, 12 % posts; written to repositories of 14,000 records by @atproto/repo',
      typefed: 'messages and records checked by their lexicons, leniently as by default',
      atcute: 'messages and records checked by their lexicons; finding the records is our program’s',
      'atproto-sync': 'without authentication; records are not checked by their lexicons',
      skyware: 'checks nothing',
      socket: 'the frames are not looked at',
    },
  },
  {
    program: 'stream-messages',
    label: 'firehose, messages alone',
    notes: { typefed: 'checked', atcute: 'checked' },
  },
  {
    program: 'stream-verified',
    label: 'firehose, every commit verified',
    target: 600,
    notes: {
      typefed: 'blocks, signature, inclusion, and the operations taken back to the tree before',
      'atproto-sync': 'blocks, signature and inclusion',
    },
  },
]

/** `@typefed/atproto-client` and its peers. */
export const atproto: Protocol<PeerId> = {
  id: 'atproto',
  title: 'AT Protocol',
  peers: PEERS,
  built: ['packages/core/dist/index.js', 'packages/atproto-client/dist/index.js'],
  async prepare(say) {
    await once('atproto-relay-frames', await installedVersions(), async () => {
      say('recording the frames of a firehose')
      await writeFrames()
    })
    await once('lex', await installedVersions(), async () => {
      say('making the modules of lex build')
      await writeLexiconFolder()
      await lexBuild()
    })
  },
  importTime: {
    label: 'import of everything, above bare node, ms',
    target: 100,
    notes: { 'bsky-sdk': NO_OZONE },
  },
  bundles: BUNDLES,
  typeCheck: {
    what: '12 queries',
    target: 20_000,
    notes: { lex: 'the modules that lex build makes are a part of the app, and checked with it' },
  },
  validation: VALIDATION,
  probeNotes: {
    'catches a closed enum (in parameters)': {
      all: 'nothing in the body has a closed enum: the parameters of tools.ozone.moderation.queryEvents have',
      'bsky-sdk': NO_OZONE,
      'atproto-api': 'lexicons.assertValidXrpcParams sees it; its client does not call that',
    },
  },
  endToEnd: END_TO_END,
  detection: {
    official: 'atproto-api',
    time: {
      label: 'facets of 400 posts, x the official library',
      target: 0.25,
      notes: { atcute: 'sees no domains without a scheme; sees Markdown and emotes too' },
    },
    agreement: { label: 'finds in them what the official library finds' },
  },
  streams: {
    reading: STREAMS,
    recovery: {
      program: 'stream',
      peers: ['typefed', 'atcute', 'atproto-sync', 'skyware'],
      notes: {
        'atproto-sync': 'takes a close with 1000 for the end',
        skyware: 'comes back after silence alone',
      },
    },
  },
  generation: {
    label: 'generation from all lexicons',
    target: 3,
    notes: { 'atproto-api': '@atproto/lex-cli gen-api, which makes this package; one turn' },
    prepare: writeLexiconFolder,
    typefed: typefedGenerator('lexicons', 'upstream.json'),
    peers: { atcute, lex: lexBuild },
    slow: { 'atproto-api': lexCli },
  },
}
