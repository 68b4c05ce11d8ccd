/** How bodies, files, lists and keys of a call look to the server. */
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { startMastodonSandbox } from '@typefed/test-servers/mastodon'
import { describe, expect, test } from 'vitest'
import { createApp } from '../src/generated/operations/apps.ts'
import { isValidationError, MastodonClient, RestClient, type Status } from '../src/index.ts'
import { fileFromPath } from '../src/media/node.ts'
import { failure } from './failure.ts'
import { type Received, sendJson, startLoopback } from './loopback.ts'

const BYTES = 'not really a picture'

/** A server that takes anything, and a client that does not look at what it answers. */
async function startEcho() {
  const server = await startLoopback((_, response) => sendJson(response, {}))
  const client = new MastodonClient({
    url: server.url,
    accessToken: 'abc-123',
    validate: 'off',
    gating: 'off',
  })
  return {
    client,
    received: server.received,
    /** The last request. */
    last: () => server.received.at(-1) as Received,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const formOf = ({ headers, body }: Received) =>
  new Response(body, { headers: { 'content-type': headers['content-type'] ?? '' } }).formData()

/** A folder with a file in it. */
async function makeFile(name: string) {
  const folder = await mkdtemp(join(tmpdir(), 'typefed-'))
  const path = join(folder, name)
  await writeFile(path, BYTES)
  return { path, folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

describe('a body without a file', () => {
  test('is JSON, nested as it was given', async () => {
    await using echo = await startEcho()
    const body = {
      status: 'Tea or coffee? ☕',
      poll: { options: ['Tea', 'Coffee'], expires_in: 3600, multiple: false },
      sensitive: false,
    }
    await echo.client.api.v1.statuses.post({ body })
    const { headers, body: sent } = echo.last()
    expect(headers['content-type']).toBe('application/json')
    expect(JSON.parse(String(sent))).toEqual(body)
  })

  test('is JSON too where a file might be', async () => {
    await using echo = await startEcho()
    const body = { display_name: 'Alice', fields_attributes: { 0: { name: 'Site', value: 'a.test' } } }
    await echo.client.api.v1.accounts.update_credentials.patch({ body })
    expect(echo.last().headers['content-type']).toBe('application/json')
    expect(JSON.parse(String(echo.last().body))).toEqual(body)
  })

  test('leaves out what is undefined', async () => {
    await using echo = await startEcho()
    // @ts-expect-error: the types ask for absent properties to be absent
    await echo.client.api.v1.statuses.post({ body: { status: 'a', language: undefined } })
    expect(String(echo.last().body)).toBe('{"status":"a"}')
  })

  test('may be left out where none is needed', async () => {
    await using echo = await startEcho()
    await echo.client.api.v1.statuses('1').favourite.post()
    await echo.client.api.v1.statuses('1').reblog.post()
    for (const { body, headers } of echo.received) {
      expect(body).toHaveLength(0)
      expect(headers['content-type']).toBeUndefined()
    }
  })

  test('takes null for nothing in every field that may be left out', async () => {
    await using echo = await startEcho()
    const nothing = {
      poll: null,
      in_reply_to_id: null,
      quoted_status_id: null,
      language: null,
      scheduled_at: null,
      spoiler_text: null,
      media_ids: null,
      sensitive: null,
      visibility: null,
      allowed_mentions: null,
    }
    const body = { status: 'a', ...nothing }
    await echo.client.api.v1.statuses.post({ body })
    expect(JSON.parse(String(echo.last().body))).toEqual(body)
    // As the web client of Mastodon edits.
    const edit = { status: 'a', poll: null, media_ids: [], media_attributes: null, language: null }
    await echo.client.api.v1.statuses('1').put({ body: edit })
    expect(JSON.parse(String(echo.last().body))).toEqual(edit)
    const poll = { options: ['a', 'b'], expires_in: 60, multiple: null, hide_totals: null }
    await echo.client.api.v1.statuses.post({ body: { poll } })
    expect(JSON.parse(String(echo.last().body))).toEqual({ poll })
    // What was read can be sent again.
    const again = (status: Status) => ({ status: 'b', language: status.language, poll: null })
    await echo.client.api.v1.statuses.post({ body: again({ language: null } as Status) })
    expect(JSON.parse(String(echo.last().body))).toEqual({ status: 'b', language: null, poll: null })
  })

  test('with null for what is needed is refused before it is sent', async () => {
    await using echo = await startEcho()
    // @ts-expect-error: not null
    const error = await failure(echo.client.api.v1.lists.post({ body: { title: null } }))
    expect(isValidationError(error) && error.issues).toMatchObject([{ path: ['title'], received: 'null' }])
    const poll = { options: null, expires_in: 60 }
    // @ts-expect-error: not null
    const nested = await failure(echo.client.api.v1.statuses.post({ body: { poll } }))
    expect(isValidationError(nested) && nested.issues).toMatchObject([{ path: ['poll', 'options'] }])
    expect(echo.received).toEqual([])
  })

  test('has a line for each redirect address, since older servers take no list', async () => {
    await using echo = await startEcho()
    const uris = ['https://a.example/', 'app://b']
    const slim = new RestClient({ url: echo.client.origin, validate: 'off' })
    await echo.client.api.v1.apps.post({ body: { client_name: 'x', redirect_uris: uris } })
    await slim.call(createApp, { body: { client_name: 'x', redirect_uris: uris } })
    for (const { body } of echo.received)
      expect(JSON.parse(String(body))).toEqual({ client_name: 'x', redirect_uris: uris.join('\n') })
    expect(echo.received).toHaveLength(2)
  })

  test('is what the web client of Mastodon and other software send', async () => {
    await using echo = await startEcho()
    const { api, oauth } = echo.client
    const days = { start_at: '2024-01-01', end_at: '2024-02-01' }
    await api.v1.admin.measures.post({ body: { keys: ['new_users'], ...days } })
    await api.v1.admin.dimensions.post({ body: { keys: ['languages'], ...days } })
    const moments = { start_at: '2024-01-01T00:00:00Z', end_at: '2024-02-01T00:00:00.000Z' }
    await api.v1.admin.retention.post({ body: { ...moments, frequency: 'day' } })
    await api.v1.filters('1').put({ body: { phrase: 'word' } })
    await oauth.token.post({ body: { grant_type: 'refresh_token', refresh_token: 'r' } })
    expect(echo.received).toHaveLength(5)
  })

  test('that lacks what is needed is refused before it is sent', async () => {
    await using echo = await startEcho()
    // @ts-expect-error: without a title
    const error = await failure(echo.client.api.v1.lists.post({ body: {} }))
    expect(isValidationError(error) && error.issues).toMatchObject([{ path: ['title'], received: 'nothing' }])
    expect(echo.received).toEqual([])
  })
})

describe('a file', () => {
  async function* pieces() {
    yield Buffer.from(BYTES.slice(0, 5))
    yield Buffer.from(BYTES.slice(5))
  }
  const { buffer } = new TextEncoder().encode(BYTES)

  test.each([
    ['a Blob', () => new Blob([BYTES])],
    ['a File', () => new File([BYTES], 'a.png')],
    ['a Buffer', () => Buffer.from(BYTES)],
    ['a Uint8Array', () => new TextEncoder().encode(BYTES)],
    ['a part of a buffer', () => new TextEncoder().encode(`--${BYTES}--`).subarray(2, -2)],
    ['an ArrayBuffer', () => buffer],
    ['a DataView', () => new DataView(buffer)],
    ['a web stream', () => new Blob([BYTES]).stream()],
    ['a stream of Node', () => Readable.from(pieces())],
    ['pieces', () => pieces()],
    ['the answer of a fetch', () => new Response(BYTES).body ?? expect.unreachable()],
  ])('may be %s', async (_, make) => {
    await using echo = await startEcho()
    await echo.client.api.v2.media.post({ body: { file: make(), description: 'ä' } })
    expect(echo.last().headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    const form = await formOf(echo.last())
    expect(await (form.get('file') as File).text()).toBe(BYTES)
    expect([...form.keys()]).toEqual(['file', 'description'])
    expect(form.get('description')).toBe('ä')
  })

  test('may be anywhere in a body, which then is a form, empty lists and nothing included', async () => {
    await using echo = await startEcho()
    const thumbnail = new File([BYTES], 'a.png', { type: 'image/png' })
    const body = {
      status: 'x',
      language: null,
      media_ids: ['7'],
      media_attributes: [{ id: '7', thumbnail, description: null }],
    }
    await echo.client.api.v1.statuses('1').put({ body })
    const form = await formOf(echo.last())
    expect([...form.keys()]).toEqual([
      'status',
      'language',
      'media_ids[]',
      'media_attributes[][id]',
      'media_attributes[][thumbnail]',
      'media_attributes[][description]',
    ])
    expect(form.get('language')).toBe('')
    expect(form.get('media_attributes[][thumbnail]')).toMatchObject({ name: 'a.png', type: 'image/png' })
    await echo.client.api.v1.accounts.update_credentials.patch({
      body: { avatar: thumbnail, attribution_domains: [], display_name: null },
    })
    const profile = await formOf(echo.last())
    expect([profile.get('attribution_domains[]'), profile.get('display_name')]).toEqual(['', ''])
  })

  test('in a body of JSON is refused before it is sent, and never lost', async () => {
    await using echo = await startEcho()
    const { client } = echo
    const file = new Blob([BYTES])
    const calls = [
      // @ts-expect-error: no file
      client.api.v1.lists.post({ body: { title: 'x', picture: file } }),
      client.request('POST', '/api/v1/pleroma/emoji', { body: { list: [{ file }] } }),
    ]
    const paths = [['picture'], ['list', 0, 'file']]
    for (const [index, call] of calls.entries()) {
      const error = await failure(call)
      expect(isValidationError(error) && error.issues).toMatchObject([{ path: paths[index] }])
    }
    expect(echo.received).toEqual([])
  })

  test('that is a File keeps its name and type', async () => {
    await using echo = await startEcho()
    const file = new File([BYTES], 'ein “Bäumchen”.webp', { type: 'image/webp' })
    await echo.client.api.v2.media.post({ body: { file } })
    const sent = (await formOf(echo.last())).get('file') as File
    expect([sent.name, sent.type]).toEqual(['ein “Bäumchen”.webp', 'image/webp'])
  })

  test('that is a Blob keeps its type', async () => {
    await using echo = await startEcho()
    await echo.client.api.v2.media.post({ body: { file: new Blob([BYTES], { type: 'image/webp' }) } })
    expect(((await formOf(echo.last())).get('file') as File).type).toBe('image/webp')
  })

  test('that is read from the disk', async () => {
    await using echo = await startEcho()
    await using file = await makeFile('a.bin')
    await echo.client.api.v2.media.post({ body: { file: createReadStream(file.path) } })
    expect(await ((await formOf(echo.last())).get('file') as File).text()).toBe(BYTES)
  })

  test('whose stream fails ends the call with its error, before anything is sent', async () => {
    await using echo = await startEcho()
    const file = createReadStream(join(tmpdir(), 'typefed-there-is-no-such-file'))
    expect(await failure(echo.client.api.v2.media.post({ body: { file } }))).toMatchObject({ code: 'ENOENT' })
    expect(echo.received).toEqual([])
  })

  test('is not a text', async () => {
    await using echo = await startEcho()
    // @ts-expect-error: not a path either
    const error = await failure(echo.client.api.v2.media.post({ body: { file: 'a.png' } }))
    expect(isValidationError(error) && error.issues).toMatchObject([{ path: ['file'], expected: 'a file' }])
  })

  test('may come with nested fields, which have the names that Rails reads', async () => {
    await using echo = await startEcho()
    await echo.client.api.v1.accounts.update_credentials.patch({
      body: {
        avatar: new File([BYTES], 'a.png', { type: 'image/png' }),
        locked: false,
        fields_attributes: { 0: { name: 'Site', value: 'a.test' }, 1: { name: 'Job', value: '' } },
        source: { privacy: 'unlisted', sensitive: true },
        attribution_domains: ['a.test', 'b.test'],
      },
    })
    const { avatar, ...fields } = Object.fromEntries(await formOf(echo.last()))
    expect(avatar).toBeInstanceOf(File)
    expect(fields).toEqual({
      locked: 'false',
      'fields_attributes[0][name]': 'Site',
      'fields_attributes[0][value]': 'a.test',
      'fields_attributes[1][name]': 'Job',
      'fields_attributes[1][value]': '',
      'source[privacy]': 'unlisted',
      'source[sensitive]': 'true',
      'attribution_domains[]': 'b.test',
    })
    expect((await formOf(echo.last())).getAll('attribution_domains[]')).toEqual(['a.test', 'b.test'])
  })
})

describe('a file by its path', () => {
  test.each([
    ['a.png', 'image/png'],
    ['a.JPG', 'image/jpeg'],
    ['a.b.webm', 'video/webm'],
    ['a.mp3', 'audio/mpeg'],
    ['without', 'application/octet-stream'],
    ['a.unheard-of', 'application/octet-stream'],
  ])('%s is sent with its name as %s', async (name, type) => {
    await using echo = await startEcho()
    await using file = await makeFile(name)
    await echo.client.api.v2.media.post({ body: { file: await fileFromPath(file.path) } })
    const sent = (await formOf(echo.last())).get('file') as File
    expect([sent.name, sent.type, await sent.text()]).toEqual([name, type, BYTES])
  })

  test('may be given a type', async () => {
    await using file = await makeFile('a.png')
    expect((await fileFromPath(file.path, { type: 'image/apng' })).type).toBe('image/apng')
  })

  test('that leads nowhere is an error of the disk', async () => {
    await using file = await makeFile('a.png')
    const path = join(file.folder, 'b.png')
    expect(await failure(fileFromPath(path))).toMatchObject({ code: 'ENOENT', path })
  })
})

describe('parameters', () => {
  test('that are lists are written once for each item', async () => {
    await using echo = await startEcho()
    await echo.client.api.v1.accounts.relationships.get({
      params: { id: ['1', '2&3'], with_suspended: true },
    })
    expect(decodeURIComponent(echo.last().path)).toBe(
      '/api/v1/accounts/relationships?id[]=1&id[]=2&3&with_suspended=true',
    )
    expect(new URL(echo.last().path, 'http://a').searchParams.getAll('id[]')).toEqual(['1', '2&3'])
  })

  test('that are undefined or empty lists are left out', async () => {
    await using echo = await startEcho()
    // @ts-expect-error: the types ask for absent properties to be absent
    await echo.client.api.v1.notifications.get({ params: { types: [], limit: undefined, max_id: '' } })
    expect(echo.last().path).toBe('/api/v1/notifications?max_id=')
  })

  test('that do not fit are refused before anything is sent', async () => {
    await using echo = await startEcho()
    // @ts-expect-error: a number
    const error = await failure(echo.client.api.v1.notifications.get({ params: { limit: '40' } }))
    expect(isValidationError(error) && error.issues).toMatchObject([{ path: ['limit'] }])
    expect(echo.received).toEqual([])
  })
})

describe('an idempotency key', () => {
  test('goes into its header', async () => {
    await using echo = await startEcho()
    await echo.client.api.v1.statuses.post({ body: { status: 'a' }, idempotencyKey: 'key-1' })
    expect(echo.last().headers['idempotency-key']).toBe('key-1')
  })

  test('is not there unless it is given', async () => {
    await using echo = await startEcho()
    await echo.client.api.v1.statuses.post({ body: { status: 'a' } })
    expect(echo.last().headers).not.toHaveProperty('idempotency-key')
  })
})

test('the sandbox takes all of these as its document has them', async () => {
  await using sandbox = await startMastodonSandbox()
  const { api } = new MastodonClient({ url: sandbox.url, accessToken: sandbox.token })
  const poll = { options: ['Tea', 'Coffee'], expires_in: 3600 }
  const first = await api.v1.statuses.post({ body: { status: 'Well?', poll }, idempotencyKey: 'key-1' })
  expect(first).toMatchObject({ poll: { options: [{ title: 'Tea' }, { title: 'Coffee' }] } })

  const avatar = new File([BYTES], 'a.png', { type: 'image/png' })
  const fields = { 0: { name: 'Site', value: 'a.test' } }
  const body = { display_name: 'Alice', fields_attributes: fields }
  const named = { display_name: 'Alice', fields: [{ name: 'Site' }] }
  expect(await api.v1.accounts.update_credentials.patch({ body })).toMatchObject(named)
  expect(await api.v1.accounts.update_credentials.patch({ body: { ...body, avatar } })).toMatchObject(named)

  const bob = sandbox.createUser('bob')
  expect(await api.v1.accounts.relationships.get({ params: { id: [bob.id] } })).toMatchObject([
    { id: bob.id },
  ])
  expect([sandbox.violations, sandbox.faults]).toEqual([[], []])
})
