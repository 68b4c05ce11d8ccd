import { sentence } from '../../body/text.ts'
import type { Json } from '../../faults.ts'
import type { Random } from './random.ts'

/** An author as a timeline shows it: with what the reader has to do with them, and some with labels. */
export function author(random: Random): Json & { did: string; handle: string } {
  const did = random.did()
  const name = `${random.pick(['alice', 'bob', 'carla', 'dan', 'emi', 'farid'])}${random.below(10_000)}`
  return {
    did,
    handle: random.chance(80) ? `${name}.bsky.social` : `${name}.example.com`,
    displayName: sentence(random, 12),
    avatar: `https://cdn.bsky.app/img/avatar/plain/${did}/${random.cid('raw')}`,
    ...(random.chance(40) && {
      associated: {
        chat: { allowIncoming: 'following' },
        activitySubscription: { allowSubscriptions: 'followers' },
      },
    }),
    viewer: {
      muted: false,
      blockedBy: false,
      following: `at://did:plc:a3k4v5w6x7y2z3a4b5c6d7e2/app.bsky.graph.follow/${random.tid()}`,
      ...(random.chance(30) && { followedBy: `at://${did}/app.bsky.graph.follow/${random.tid()}` }),
    },
    labels: random.chance(15) ? [label(random, did, `at://${did}/app.bsky.actor.profile/self`)] : [],
    createdAt: random.datetime(),
    ...(random.chance(10) && { verification: verification(random) }),
  }
}

export function label(random: Random, src: string, uri: string): Json {
  return { src, uri, cid: random.cid('dag-cbor'), val: '!no-unauthenticated', cts: random.datetime() }
}

function verification(random: Random): Json {
  const issuer = random.did()
  return {
    verifications: [
      {
        issuer,
        uri: `at://${issuer}/app.bsky.graph.verification/${random.tid()}`,
        isValid: true,
        createdAt: random.datetime(),
      },
    ],
    verifiedStatus: 'valid',
    trustedVerifierStatus: 'none',
  }
}
