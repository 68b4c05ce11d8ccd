import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startMastodonSandbox } from './index.ts'
import { caller } from './testing.ts'

function upload(): FormData {
  const form = new FormData()
  form.set('file', new File(['not really a picture'], 'a.png', { type: 'image/png' }))
  form.set('description', 'Nothing to see')
  form.set('focus', '0.5,-0.25')
  return form
}

test('a file is ready at once', async () => {
  await using sandbox = await startMastodonSandbox()
  const { status, json } = await caller(sandbox).post('/api/v2/media', upload())
  expect(status).toBe(200)
  expect(json).toMatchObject({
    type: 'image',
    description: 'Nothing to see',
    url: expect.any(String),
    meta: { focus: { x: 0.5, y: -0.25 } },
  })
  expect(sandbox.faults).toEqual([])
})

test('a file that takes time is 202, then 206, then 200, and cannot be posted before', async () => {
  await using sandbox = await startMastodonSandbox({ mediaProcessing: 400 })
  const alice = caller(sandbox)
  const taken = await alice.post('/api/v2/media', upload())
  const post = { status: 'Look', media_ids: [taken.json.id] }
  expect(taken).toMatchObject({ status: 202, json: { url: null } })
  expect(await alice.get(`/api/v1/media/${taken.json.id}`)).toMatchObject({
    status: 206,
    json: { url: null },
  })
  expect((await alice.post('/api/v1/statuses', post)).status).toBe(422)
  await wait(450)
  expect(await alice.get(`/api/v1/media/${taken.json.id}`)).toMatchObject({
    status: 200,
    json: { url: expect.any(String) },
  })
  const posted = await alice.post('/api/v1/statuses', post)
  expect(posted.json.media_attachments).toMatchObject([{ id: taken.json.id, description: 'Nothing to see' }])
  expect(sandbox.faults).toEqual([])
})

test('what may hold a file is a form with one and JSON without', async () => {
  await using sandbox = await startMastodonSandbox()
  const alice = caller(sandbox)
  const { id } = (await alice.post('/api/v2/media', upload())).json
  const picture = new FormData()
  picture.set('avatar', new File(['not really a picture'], 'b.png', { type: 'image/png' }))
  picture.set('display_name', 'Form')
  for (const path of ['/api/v1/accounts/update_credentials', '/api/v1/profile']) {
    expect(await alice.patch(path, { display_name: 'JSON' })).toMatchObject({
      json: { display_name: 'JSON' },
    })
    expect(await alice.patch(path, picture)).toMatchObject({ json: { display_name: 'Form' } })
    expect((await alice.patch(path, { avatar: 'a text' })).status).toBe(422)
  }
  const described = await alice.put(`/api/v1/media/${id}`, { description: 'Better' })
  expect(described).toMatchObject({ status: 200, json: { description: 'Better' } })
  const form = new FormData()
  form.set('description', 'Best')
  expect((await alice.put(`/api/v1/media/${id}`, form)).json).toMatchObject({ description: 'Best' })
  expect((await alice.post('/api/v2/media', { file: 'a text' })).status).toBe(422)
  expect(sandbox.faults).toEqual([])
})

test('the first generation of the call answers when the file is ready', async () => {
  await using sandbox = await startMastodonSandbox({ mediaProcessing: 60_000 })
  expect(await caller(sandbox).post('/api/v1/media', upload())).toMatchObject({ status: 200 })
})

test.each([
  [false, 200],
  [true, 404],
])('a file is held for a while by a deleted post; delete_media: %s, then %i', async (deletesMedia, later) => {
  await using sandbox = await startMastodonSandbox({ backgroundWork: 200 })
  const alice = caller(sandbox)
  const file = `/api/v1/media/${(await alice.post('/api/v2/media', upload())).json.id}`
  const post = await alice.post('/api/v1/statuses', { status: 'Look', media_ids: [file.split('/').at(-1)] })
  expect((await alice.delete(file)).status).toBe(422)
  await alice.delete(`/api/v1/statuses/${post.json.id}?delete_media=${deletesMedia}`)
  expect((await alice.delete(file)).status).toBe(422)
  await wait(250)
  expect((await alice.delete(file)).status).toBe(later)
  expect(sandbox.faults).toEqual([])
})
