import { isObject, type Json, strings } from '../mastodon/document.ts'
import type { Fork, PostFacts, ScheduledFacts } from './types.ts'

/** The posts of a double, newest first, and those that wait. */
export class Posts {
  readonly #fork: Fork
  readonly #posts = new Map<string, PostFacts>()
  readonly #waiting = new Map<string, ScheduledFacts>()
  readonly #byKey = new Map<string, string>()
  #count = 0

  constructor(fork: Fork) {
    this.#fork = fork
  }

  nextId(): string {
    this.#count += 1
    return this.#fork.nextId(this.#count)
  }

  all(): Json[] {
    return [...this.#posts.values()].toReversed().map((facts) => this.#view(facts))
  }

  get(id: string): Json | undefined {
    const facts = this.#posts.get(id)
    return facts && this.#view(facts)
  }

  /** Posts, or schedules where the software does that; the same key gives the same post. */
  create(body: Json, key: string | undefined): Json | undefined {
    const before = this.get(this.#byKey.get(key ?? '') ?? '')
    if (key !== undefined && before) return before
    const id = this.nextId()
    if (body.scheduled_at !== undefined && this.#fork.viewParams) {
      this.#waiting.set(id, { id, scheduledAt: String(body.scheduled_at), body })
      return this.scheduled(id)
    }
    if (key !== undefined) this.#byKey.set(key, id)
    this.#posts.set(id, {
      id,
      text: String(body.status ?? ''),
      spoilerText: String(body.spoiler_text ?? ''),
      sensitive: body.sensitive === true,
      visibility: String(body.visibility ?? 'public'),
      replyTo: typeof body.in_reply_to_id === 'string' ? body.in_reply_to_id : null,
      language: typeof body.language === 'string' ? body.language : null,
      createdAt: new Date().toISOString(),
      editedAt: undefined,
      media: strings(body.media_ids).flatMap((each) => mediaOf(this.#fork, each)),
      poll: isObject(body.poll) ? pollOf(this.nextId(), body.poll) : null,
    })
    return this.get(id)
  }

  edit(id: string, body: Json): Json | undefined {
    const facts = this.#posts.get(id)
    if (!facts) return undefined
    this.#posts.set(id, { ...facts, text: String(body.status), editedAt: new Date().toISOString() })
    return this.get(id)
  }

  delete(id: string): Json | undefined {
    const shown = this.get(id)
    this.#posts.delete(id)
    return shown && (this.#fork.deleted ?? shown)
  }

  context(id: string): Json | undefined {
    const facts = this.#posts.get(id)
    const parent = this.get(facts?.replyTo ?? '')
    return facts && { ancestors: parent ? [parent] : [], descendants: [] }
  }

  poll(id: string): Json | undefined {
    return [...this.#posts.values()].find(({ poll }) => poll?.id === id)?.poll ?? undefined
  }

  scheduled(id: string): Json | undefined {
    const facts = this.#waiting.get(id)
    if (!facts) return undefined
    const params = this.#fork.viewParams?.(facts)
    return { id, scheduled_at: facts.scheduledAt, params, media_attachments: [] }
  }

  reschedule(id: string, body: Json): Json | undefined {
    const facts = this.#waiting.get(id)
    if (facts) facts.scheduledAt = String(body.scheduled_at)
    return this.scheduled(id)
  }

  unschedule(id: string): Json | undefined {
    return this.#waiting.delete(id) ? {} : undefined
  }

  #view(facts: PostFacts): Json {
    return {
      ...this.#fork.post,
      id: facts.id,
      created_at: facts.createdAt,
      account: this.#fork.account,
      content: `<p>${facts.text}</p>`,
      spoiler_text: facts.spoilerText,
      sensitive: facts.sensitive,
      visibility: facts.visibility,
      language: facts.language,
      in_reply_to_id: facts.replyTo,
      in_reply_to_account_id: facts.replyTo === null ? null : this.#fork.account.id,
      media_attachments: facts.media,
      poll: facts.poll,
      edited_at: facts.editedAt ?? null,
      ...this.#fork.viewPost?.(facts),
    }
  }
}

function mediaOf({ media }: Fork, id: string): Json[] {
  return media ? [media(id)] : []
}

function pollOf(id: string, { options, multiple }: Json): Json {
  return {
    id,
    expires_at: '2030-01-31T12:00:00.000Z',
    expired: false,
    multiple: multiple === true,
    votes_count: 0,
    voters_count: 0,
    options: strings(options).map((title) => ({ title, votes_count: 0 })),
    emojis: [],
    voted: true,
    own_votes: [],
  }
}
