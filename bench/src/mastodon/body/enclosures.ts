import { sentence } from '../../body/text.ts'
import type { Json } from '../../faults.ts'
import { account } from './account.ts'
import type { Random } from './random.ts'

/** What a post can carry beside its text. */
export function image(random: Random): Json {
  const url = random.file('cache/media_attachments/files', 'jpeg')
  const [width, height] = [900 + random.below(1500), 900 + random.below(1500)]
  return {
    id: random.id(),
    type: 'image',
    url,
    preview_url: url.replace('original', 'small'),
    remote_url: random.chance(75) ? `https://media.example/${random.id()}.jpeg` : null,
    preview_remote_url: null,
    text_url: null,
    meta: {
      ...(random.chance(20) && { focus: { x: 0.12, y: -0.4 } }),
      original: size(width, height),
      small: size(width >> 1, height >> 1),
    },
    description: random.chance(70) ? sentence(random, 40 + random.below(160)) : null,
    blurhash: random.blurhash(),
  }
}

export function video(random: Random): Json {
  const url = random.file('media_attachments/files', 'mp4')
  const [width, height, duration] = [1280, 720, 3 + random.below(90) + 0.25]
  return {
    id: random.id(),
    type: 'video',
    url,
    preview_url: url.replace('original', 'small').replace('mp4', 'png'),
    remote_url: null,
    preview_remote_url: null,
    text_url: null,
    meta: {
      length: '0:00:12.25',
      duration,
      fps: 30,
      ...size(width, height),
      audio_encode: 'aac (LC) (mp4a / 0x6134706D)',
      audio_bitrate: '44100 Hz',
      audio_channels: 'stereo',
      original: { width, height, frame_rate: '30/1', duration, bitrate: 1_250_000 + random.below(900_000) },
      small: size(width >> 1, height >> 1),
    },
    description: null,
    blurhash: random.blurhash(),
  }
}

export function poll(random: Random): Json {
  const options = Array.from({ length: 2 + random.below(3) }, () => ({
    title: sentence(random, 20),
    votes_count: random.below(400),
  }))
  const votes = options.reduce((sum, option) => sum + option.votes_count, 0)
  return {
    id: random.id(),
    expires_at: random.datetime(),
    expired: random.chance(30),
    multiple: random.chance(20),
    votes_count: votes,
    voters_count: votes,
    options,
    emojis: [],
    voted: random.chance(20),
    own_votes: [],
  }
}

/**
 * The preview of a page: one in four names an author who is on the network. Servers write an empty string where they
 * have no address; here stand addresses, since not every peer lets that pass.
 */
export function card(random: Random): Json {
  const site = `https://news${random.below(50)}.example.com`
  return {
    url: `${site}/2026/${random.id()}`,
    title: sentence(random, 60),
    description: sentence(random, 150),
    language: 'en',
    type: 'link',
    author_name: '',
    author_url: site,
    provider_name: sentence(random, 12),
    provider_url: site,
    html: '',
    width: 1200,
    height: 630,
    image: random.file('cache/preview_cards/images', 'jpg'),
    image_description: '',
    embed_url: `${site}/embed/${random.id()}`,
    blurhash: random.blurhash(),
    published_at: random.chance(60) ? random.datetime() : null,
    authors: random.chance(25) ? [{ name: sentence(random, 12), url: site, account: account(random) }] : [],
    missing_attribution: false,
  }
}

function size(width: number, height: number): Json {
  return { width, height, size: `${width}x${height}`, aspect: width / height }
}
