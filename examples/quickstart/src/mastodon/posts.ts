import type { MastodonClient } from '@typefed/mastodon-client'
import type { Outcome } from '../terminal.ts'

type Client = MastodonClient<'4.3'>

/** A square of one colour: the smallest picture that is one. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const DAY = 86_400

export async function postPoll(client: Client): Promise<Outcome<void>> {
  const options = ['generated', 'written by hand', 'both']
  const status = await client.api.v1.statuses.post({
    body: { status: 'How should a client be made? #typefed', poll: { options, expires_in: DAY } },
    idempotencyKey: crypto.randomUUID(),
  })
  if ('params' in status) throw new Error('the post was scheduled')
  const { poll } = await client.api.v1.statuses(status.id).get()
  if (!poll) throw new Error('the poll is gone')

  const titles = poll.options.map(({ title }) => `○ ${title}`)
  return { value: undefined, done: `status ${status.id}, poll ${poll.id}`, details: titles }
}

export async function postImage(client: Client): Promise<Outcome<void>> {
  const file = new File([Uint8Array.from(atob(PICTURE), (char) => char.charCodeAt(0))], 'pixel.png', {
    type: 'image/png',
  })
  const answers: number[] = []
  const media = await client.uploadMedia(
    { file, description: 'One pixel' },
    { pollInterval: 50, onResponse: ({ status }) => void answers.push(status) },
  )
  const status = await client.api.v1.statuses.post({
    body: { status: 'A very small picture', media_ids: [media.id] },
  })
  return {
    value: undefined,
    done: `${file.size} bytes of ${file.type} became an ${media.type}; the server answered ${answers.join(', ')}`,
    details: [`status ${status.id}`],
  }
}
