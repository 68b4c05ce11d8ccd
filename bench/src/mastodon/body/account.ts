import { sentence } from '../../body/text.ts'
import type { Json } from '../../faults.ts'
import type { Random } from './random.ts'

const HOSTS = [
  'mastodon.example',
  'social.example',
  'fosstodon.example',
  'hachyderm.example',
  'mstdn.example.jp',
]
const NAMES = ['alice', 'bob', 'carla', 'dan', 'emi', 'farid']
const FIELDS = ['Website', 'Pronouns', 'Code', 'Matrix']

/** A profile as version 4.6 shows it: three in four are of another server, some have fields and emoji. */
export function account(random: Random): Json & { username: string; acct: string; url: string } {
  const username = `${random.pick(NAMES)}${random.below(10_000)}`
  const isLocal = random.chance(25)
  const host = isLocal ? 'example.social' : random.pick(HOSTS)
  const avatar = random.file(isLocal ? 'accounts/avatars' : 'cache/accounts/avatars', 'png')
  const header = random.chance(80)
    ? random.file(isLocal ? 'accounts/headers' : 'cache/accounts/headers', 'jpeg')
    : 'https://example.social/headers/original/missing.png'
  return {
    id: random.id(),
    username,
    acct: isLocal ? username : `${username}@${host}`,
    display_name: random.chance(30) ? `${sentence(random, 10)} :verified:` : sentence(random, 14),
    locked: random.chance(20),
    bot: random.chance(5),
    discoverable: random.chance(80) ? true : null,
    indexable: random.chance(40),
    group: false,
    created_at: `${random.day()}T00:00:00.000Z`,
    note: `<p>${sentence(random, 90)}</p><p>${link(`https://example.com/${username}`)}</p>`,
    url: `https://${host}/@${username}`,
    uri: `https://${host}/users/${username}`,
    avatar,
    avatar_static: avatar,
    avatar_description: random.chance(20) ? sentence(random, 40) : '',
    header,
    header_static: header,
    header_description: '',
    followers_count: random.below(20_000),
    following_count: random.below(2000),
    statuses_count: random.below(30_000),
    last_status_at: random.day(),
    hide_collections: random.chance(70) ? false : null,
    show_media: true,
    show_media_replies: true,
    show_featured: true,
    ...(isLocal && { noindex: false, roles: random.chance(20) ? [role(random)] : [] }),
    emojis: random.chance(30) ? [emoji(random, 'verified')] : [],
    fields: FIELDS.slice(0, random.below(5)).map((name) => field(random, name)),
    feature_approval: { automatic: ['public'], manual: [], current_user: 'automatic' },
  }
}

export function emoji(random: Random, shortcode: string): Json {
  const url = random.file('custom_emojis/images', 'png')
  return { shortcode, url, static_url: url.replace('original', 'static'), visible_in_picker: true }
}

/** A link as Mastodon writes it: the scheme hidden, a long end cut off. */
export function link(url: string): string {
  const [scheme = '', rest = ''] = url.split('//')
  return (
    `<a href="${url}" target="_blank" rel="nofollow noopener" translate="no">` +
    `<span class="invisible">${scheme}//</span><span class="ellipsis">${rest.slice(0, 30)}</span>` +
    `<span class="invisible">${rest.slice(30)}</span></a>`
  )
}

function role(random: Random): Json {
  return { id: String(1 + random.below(9)), name: 'Moderator', color: '#6364ff' }
}

function field(random: Random, name: string): Json {
  const isLink = name !== 'Pronouns'
  return {
    name,
    value: isLink ? link(`https://example.com/${random.id()}`) : 'they/them',
    verified_at: isLink && random.chance(40) ? random.datetime() : null,
  }
}
