import { once } from 'node:events'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { child, type Json } from './document.ts'
import { type MastodonSandbox, startMastodonSandbox } from './index.ts'
import { caller, closeSound } from './testing.ts'

interface Listener extends AsyncDisposable {
  readonly socket: WebSocket
  send(message: Json): void
  /** The next message, read. */
  next(): Promise<Json>
}

async function listen(
  sandbox: MastodonSandbox,
  query = '',
  { token = sandbox.token, ...options }: { token?: string; protocols?: string[] } = {},
): Promise<Listener> {
  const url = `${sandbox.url.replace('http', 'ws')}/api/v1/streaming${query}`
  const headers = options.protocols ? {} : { authorization: `Bearer ${token}` }
  const socket = new WebSocket(url, options.protocols ?? [], { headers })
  const queue: Json[] = []
  let wake = (): void => {}
  socket.on('message', (data) => {
    queue.push(JSON.parse(String(data as Buffer)) as Json)
    wake()
  })
  await once(socket, 'open')
  return {
    socket,
    send: (message) => socket.send(JSON.stringify(message)),
    async next() {
      while (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      return queue.shift() ?? {}
    },
    async [Symbol.asyncDispose]() {
      if (socket.readyState === WebSocket.CLOSED) return
      socket.terminate()
      await once(socket, 'close')
    },
  }
}

/** Sends something that is refused, so that what was sent before has been dealt with when the refusal comes. */
async function settle(listener: Listener): Promise<void> {
  listener.send({ type: 'subscribe', stream: 'nonsense' })
  expect(await listener.next()).toEqual({ error: 'Unknown stream type', status: 400 })
}

async function statusOfRefusal(
  url: string,
  headers: Record<string, string> = {},
): Promise<number | undefined> {
  const socket = new WebSocket(url, { headers })
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }]
  return response.statusCode
}

function payloadOf(message: Json): Json {
  return JSON.parse(String(message.payload)) as Json
}

test('a post goes to all the streams that carry it, and so does what becomes of it', async () => {
  const sandbox = await startMastodonSandbox()
  const api = caller(sandbox)
  const { json: list } = await api.post('/api/v1/lists', { title: 'Friends' })
  await api.post(`/api/v1/accounts/${sandbox.createUser('bob').id}/follow`)
  await api.post(`/api/v1/lists/${String(list.id)}/accounts`, { account_ids: [sandbox.user.id] })
  await using listener = await listen(sandbox, '?stream=user')
  listener.send({ type: 'subscribe', stream: 'hashtag', tag: 'Cats' })
  for (const stream of ['public', 'public:local', 'public:remote', 'public:media'])
    listener.send({ type: 'subscribe', stream })
  await settle(listener)
  const { json: post } = await api.post('/api/v1/statuses', { status: 'Look #cats' })
  const names = [['user'], ['hashtag', 'Cats'], ['public'], ['public:local']]
  for (const stream of names) {
    const message = await listener.next()
    expect(message).toMatchObject({ stream, event: 'update' })
    expect(payloadOf(message)).toMatchObject({ id: post.id, content: post.content })
  }
  await api.put(`/api/v1/statuses/${String(post.id)}`, { status: 'Look again #cats' })
  for (const stream of names) expect(await listener.next()).toMatchObject({ stream, event: 'status.update' })
  await api.delete(`/api/v1/statuses/${String(post.id)}`)
  for (const stream of names)
    expect(await listener.next()).toEqual({ stream, event: 'delete', payload: post.id })
  await closeSound(sandbox)
})

test('a list carries the posts of its members, a conversation goes to those in it', async () => {
  const sandbox = await startMastodonSandbox()
  const api = caller(sandbox)
  const bob = sandbox.createUser('bob')
  const { json: list } = await api.post('/api/v1/lists', { title: 'Friends' })
  await api.post(`/api/v1/accounts/${bob.id}/follow`)
  await api.post(`/api/v1/lists/${String(list.id)}/accounts`, { account_ids: [bob.id] })
  await using listener = await listen(sandbox)
  listener.send({ type: 'subscribe', stream: 'list', list: list.id })
  listener.send({ type: 'subscribe', stream: 'direct' })
  await settle(listener)
  const { json: post } = await caller(sandbox, bob.token).post('/api/v1/statuses', { status: 'Hello' })
  const update = await listener.next()
  expect(update).toMatchObject({ stream: ['list', list.id], event: 'update' })
  expect(payloadOf(update).id).toBe(post.id)
  await caller(sandbox, bob.token).post('/api/v1/statuses', { status: '@alice psst', visibility: 'direct' })
  const conversation = await listener.next()
  expect(conversation).toMatchObject({ stream: ['direct'], event: 'conversation' })
  expect(child(payloadOf(conversation), 'last_status')?.visibility).toBe('direct')
  await closeSound(sandbox)
})

test('notifications, filters and announcements go to whom they concern', async () => {
  const sandbox = await startMastodonSandbox()
  const bob = sandbox.createUser('bob')
  const { json: post } = await caller(sandbox).post('/api/v1/statuses', { status: 'Hello' })
  await using user = await listen(sandbox, '?stream=user')
  await using notifications = await listen(sandbox, '?stream=user:notification')
  await using other = await listen(sandbox, '?stream=user', { token: bob.token })
  await settle(other)
  await caller(sandbox, bob.token).post(`/api/v1/statuses/${String(post.id)}/favourite`)
  for (const listener of [user, notifications]) {
    const message = await listener.next()
    expect(message.event).toBe('notification')
    expect(payloadOf(message)).toMatchObject({ type: 'favourite', account: { id: bob.id } })
  }
  await caller(sandbox).post('/api/v2/filters', { title: 'No', context: ['home'] })
  expect(await user.next()).toEqual({ stream: ['user'], event: 'filters_changed' })
  const id = sandbox.streaming.announce('Cake')
  expect(payloadOf(await user.next())).toMatchObject({ id, content: '<p>Cake</p>' })
  expect(await other.next()).toMatchObject({ event: 'announcement' })
  await closeSound(sandbox)
})

test('nothing comes after unsubscribing, and what a version does not know does not come', async () => {
  const sandbox = await startMastodonSandbox({ version: '3.4.0' })
  const api = caller(sandbox)
  await using listener = await listen(sandbox, '?stream=public')
  const { json: post } = await api.post('/api/v1/statuses', { status: 'One' })
  const message = await listener.next()
  expect(payloadOf(message)).not.toHaveProperty('edited_at')
  await api.delete(`/api/v1/statuses/${String(post.id)}`)
  expect(await listener.next()).toMatchObject({ event: 'delete' })
  listener.send({ type: 'unsubscribe', stream: 'public' })
  await settle(listener)
  await api.post('/api/v1/statuses', { status: 'Two' })
  await settle(listener)
  expect(sandbox.streaming.messages.map(({ type }) => type)).toEqual([
    'unsubscribe',
    'subscribe',
    'subscribe',
  ])
  await closeSound(sandbox)
})

test('a socket is for those with a token, in a header, a subprotocol or the query', async () => {
  const sandbox = await startMastodonSandbox()
  const url = `${sandbox.url.replace('http', 'ws')}/api/v1/streaming`
  expect(await statusOfRefusal(url)).toBe(401)
  expect(await statusOfRefusal(url, { authorization: 'Bearer wrong' })).toBe(401)
  expect(await statusOfRefusal(`${sandbox.url.replace('http', 'ws')}/elsewhere`)).toBe(404)
  await using byProtocol = await listen(sandbox, '', { protocols: [sandbox.token] })
  expect(byProtocol.socket.protocol).toBe(sandbox.token)
  await using byQuery = await listen(sandbox, `?access_token=${sandbox.token}`, { token: '' })
  await settle(byQuery)
  sandbox.streaming.refuseSockets(503)
  expect(await statusOfRefusal(url, { authorization: `Bearer ${sandbox.token}` })).toBe(503)
  await closeSound(sandbox)
})

test('what may not be listened to is refused on the socket', async () => {
  const sandbox = await startMastodonSandbox()
  await using listener = await listen(sandbox)
  listener.send({ type: 'subscribe', stream: 'list', list: '9' })
  expect(await listener.next()).toEqual({ error: 'Not authorized to stream this list', status: 401 })
  listener.send({ type: 'subscribe', stream: 'hashtag' })
  expect(await listener.next()).toEqual({ error: 'Missing tag name parameter', status: 400 })
  listener.socket.send(new Uint8Array([1]))
  const [code] = (await once(listener.socket, 'close')) as [number]
  expect(code).toBe(1003)
  await closeSound(sandbox)
})

test('a revoked token ends its sockets, and no others', async () => {
  const sandbox = await startMastodonSandbox()
  const bob = sandbox.createUser('bob')
  const { json: app } = await caller(sandbox).post('/api/v1/apps', {
    client_name: 'One',
    redirect_uris: 'urn:ietf:wg:oauth:2.0:oob',
    scopes: 'read',
  })
  const { json: token } = await caller(sandbox, null).post('/oauth/token', {
    grant_type: 'client_credentials',
    client_id: app.client_id,
    client_secret: app.client_secret,
    scope: 'read',
  })
  await using mine = await listen(sandbox, '', { token: String(token.access_token) })
  await using other = await listen(sandbox, '', { token: bob.token })
  await caller(sandbox, null).post('/oauth/revoke', {
    client_id: app.client_id,
    client_secret: app.client_secret,
    token: token.access_token,
  })
  await once(mine.socket, 'close')
  await settle(other)
  await closeSound(sandbox)
})

test('the same comes over plain HTTP, with a thump between', async () => {
  const sandbox = await startMastodonSandbox()
  const controller = new AbortController()
  const response = await fetch(`${sandbox.url}/api/v1/streaming/public/local`, {
    headers: { authorization: `Bearer ${sandbox.token}` },
    signal: controller.signal,
  })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  await caller(sandbox).post('/api/v1/statuses', { status: 'Hello' })
  sandbox.streaming.thump()
  sandbox.streaming.emit('public:local', 'filters_changed')
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true })
    if (text.includes('undefined')) break
  }
  expect(text).toMatch(
    /^:\)\nevent: update\ndata: \{"id":.*\}\n\n:thump\nevent: filters_changed\ndata: undefined\n\n$/s,
  )
  controller.abort()
  const refused = await caller(sandbox).get('/api/v1/streaming/list?list=9')
  expect(refused).toMatchObject({ status: 401, json: { error: 'Not authorized to stream this list' } })
  expect((await caller(sandbox, null).get('/api/v1/streaming/user')).status).toBe(401)
  expect((await caller(sandbox, null).get('/api/v1/streaming/health')).text).toBe('OK')
  await closeSound(sandbox)
})

test('connections can be closed, broken and stalled', async () => {
  const sandbox = await startMastodonSandbox()
  await using closed = await listen(sandbox)
  expect(sandbox.streaming.sockets).toBe(1)
  sandbox.streaming.closeAll(1001, 'restart')
  expect(await once(closed.socket, 'close')).toMatchObject([1001, Buffer.from('restart')])
  await using broken = await listen(sandbox)
  sandbox.streaming.resetAll()
  expect(await once(broken.socket, 'close')).toMatchObject([1006, Buffer.alloc(0)])
  await using listener = await listen(sandbox, '?stream=public')
  sandbox.streaming.stall(true)
  sandbox.streaming.emit('public', 'lost', '1')
  sandbox.streaming.stall(false)
  expect(sandbox.streaming.emit('public', 'found', '2')).toBe(1)
  expect(await listener.next()).toEqual({ stream: ['public'], event: 'found', payload: '2' })
  sandbox.streaming.inject('"anything"')
  expect(await listener.next()).toBe('anything')
  await closeSound(sandbox)
})
