import { Answer, ForeignAnswer } from '../answer.ts'
import type { Call, Handlers, Identity } from '../call.ts'
import type { ApiDocument, Json } from '../document.ts'
import { generic } from './generic.ts'
import { viewAccount } from '../world/accounts.ts'
import { compareVersions } from '../version.ts'

/** Software that says Mastodon's version and, as build metadata, what it is. */
const VARIANTS = new Set(['glitch', 'glitch-soc', 'hometown'])
/** Software that counts its own versions and does not name Mastodon's. */
const OWN_VERSIONS = new Set(['gotosocial', 'bookwyrm', 'misskey', 'hollo'])

function isMastodon({ software }: Identity): boolean {
  return (
    software === undefined ||
    software.name.toLowerCase() === 'mastodon' ||
    VARIANTS.has(software.name.toLowerCase())
  )
}

/** The version string in the form that the pretended software uses. */
export function versionText({ version, software }: Identity): string {
  if (!software || software.name.toLowerCase() === 'mastodon') return version
  const name = software.name.toLowerCase()
  if (VARIANTS.has(name))
    return `${version}+${name === 'hometown' ? `hometown-${software.version}` : 'glitch'}`
  if (OWN_VERSIONS.has(name)) return software.version
  if (name === 'snac') return `${version} (not true; really snac/${software.version})`
  return `${version} (compatible; ${software.name} ${software.version})`
}

/** The newest level of the API that came with a version. */
export function apiLevel({ apiVersions }: ApiDocument, version: string): number {
  const known = apiVersions.filter(({ since }) => compareVersions(version, since) >= 0)
  return known.at(-1)?.level ?? 1
}

function staff(call: Call): Json | null {
  const owner = [...call.world.accounts.values()].find((account) => account.owner)
  return owner ? viewAccount(call.world, owner) : null
}

const ICONS = ['36x36', '192x192', '512x512']

const RULES = [{ id: '1', text: 'This is a sandbox', hint: 'Nothing here is real', translations: {} }]

/** Limits of a stock server; {@link publish} keeps to them. */
function configuration({ world }: Call, name: string, urls: Json = {}): Json {
  const prefix = name === 'InstanceConfiguration' ? 'InstanceConfiguration' : 'V1InstanceConfiguration'
  return world.draft(name, {
    accounts: world.draft(`${prefix}Accounts`, { max_featured_tags: 10 }),
    statuses: world.draft(`${prefix}Statuses`, {
      max_characters: 500,
      max_media_attachments: 4,
      characters_reserved_per_url: 23,
    }),
    media_attachments: world.draft(`${prefix}MediaAttachments`, {
      supported_mime_types: ['image/jpeg', 'image/png', 'image/gif', 'video/mp4', 'audio/mpeg'],
      image_size_limit: 16_777_216,
      image_matrix_limit: 33_177_600,
      video_size_limit: 103_809_024,
      video_frame_rate_limit: 120,
      video_matrix_limit: 8_294_400,
    }),
    polls: world.draft(`${prefix}Polls`, {
      max_options: 4,
      max_characters_per_option: 50,
      min_expiration: 300,
      max_expiration: 2_629_746,
    }),
    ...urls,
  })
}

function getInstance(call: Call): unknown {
  const { world, identity } = call
  const whole = world.draft('Instance', {
    domain: new URL(world.url).host,
    title: 'Sandbox',
    version: versionText(identity),
    description: 'A sandbox of typefed, not a real server',
    languages: ['en'],
    configuration: configuration(call, 'InstanceConfiguration', {
      urls: world.draft('InstanceConfigurationUrls', {
        streaming: world.streamingUrl,
        about: `${world.url}/about`,
        privacy_policy: `${world.url}/privacy-policy`,
      }),
    }),
    rules: RULES,
    icon: ICONS.map((size) => ({ src: `${world.url}/icons/${size}.png`, size })),
    registrations: world.draft('InstanceRegistrations', { reason_required: false }),
  })
  const contact = {
    ...world.draft('InstanceContact', {}),
    email: 'sandbox@sandbox.example',
    account: staff(call),
  }
  const api = { api_versions: { mastodon: apiLevel(world.document, identity.version) } }
  const body = { ...whole, contact, ...api }
  if (isMastodon(identity)) return body
  // Others have the call, but no level of Mastodon's API.
  const { api_versions: _, ...others } = body
  return new ForeignAnswer(200, others)
}

export const instance: Handlers = {
  getInstance,
  getInstanceV1: (call) =>
    call.world.draft('V1Instance', {
      uri: new URL(call.world.url).host,
      title: 'Sandbox',
      short_description: 'A sandbox of typefed, not a real server',
      description: 'A sandbox of typefed, not a real server',
      email: 'sandbox@sandbox.example',
      version: versionText(call.identity),
      languages: ['en'],
      thumbnail: `${call.world.url}/preview.png`,
      urls: { streaming_api: call.world.streamingUrl },
      stats: {
        user_count: call.world.accounts.size,
        status_count: call.world.statuses.size,
        domain_count: 1,
      },
      configuration: configuration(call, 'V1InstanceConfiguration'),
      contact_account: staff(call),
      rules: RULES,
    }),
  // There is a campaign only for a part of the time.
  getDonationCampaign: (call) =>
    call.world.turn('campaigns') % 2 === 0 ? generic(call) : new Answer(204, undefined),
  listInstanceRules: () => RULES,
  getHealth: () => ({ status: 'OK' }),
  getNodeInfoIndex: ({ world }) => ({
    links: [{ rel: 'http://nodeinfo.diaspora.software/ns/schema/2.0', href: `${world.url}/nodeinfo/2.0` }],
  }),
  getNodeInfo: ({ world, identity }) =>
    world.draft('NodeInfo', {
      version: '2.0',
      software: {
        name: identity.software?.name.toLowerCase() ?? 'mastodon',
        version: identity.software?.version ?? identity.version,
      },
      protocols: ['activitypub'],
      usage: world.draft('NodeInfoUsage', {
        users: world.draft('NodeInfoUsers', {
          total: world.accounts.size,
          activeMonth: world.accounts.size,
          activeHalfyear: world.accounts.size,
        }),
        localPosts: world.statuses.size,
      }),
      metadata: { nodeName: 'Sandbox', nodeDescription: 'A sandbox of typefed, not a real server' },
    }),
}
