import { createRestAPIClient } from 'masto'
import megalodon from 'megalodon'
import { describe, expect, test } from 'vitest'
import { readPage } from '../pages/page.ts'
import { type PeerCall, mastoCalls } from './masto-calls.ts'
import { megalodonCalls } from './megalodon-calls.ts'
import { operationOf, requestOfTree } from './operations.ts'
import { PART, startRecorder } from './requests.ts'
import { readRows } from './rows.ts'

const RESERVED = new Set(['masto', 'megalodon'])
/** Names of parameters that are lists or files. */
const LISTS = new Set(['ids', 'account_ids', 'choices', 'home', 'context', 'status_ids', 'timeline'])

/** Calls a peer as its documentation writes it, with something for each argument. */
function callPeer(peer: object, code: string): unknown {
  const names = [...new Set(code.match(/\b\w+(?=[,)])/g))].filter((name) => !RESERVED.has(name))
  const values = names.map((name) => {
    if (name === 'options') return {}
    if (name === 'params') return { file: new Blob(['x']) }
    if (name === 'redirect_uri') return 'urn:ietf:wg:oauth:2.0:oob'
    return LISTS.has(name) ? [PART] : name === 'file' ? Buffer.from('x') : PART
  })
  const [object = ''] = code.split('.')
  // oxlint-disable-next-line typescript/no-implied-eval -- the code is that of our own page
  return new Function(object, ...names, `return ${code}`)(peer, ...values)
}

function rowsOf(name: string): Map<string, { ours: readonly string[]; words: string }> {
  return new Map(readRows(readPage(name)).flatMap((row) => row.theirs.map((code) => [code, row])))
}

const peers: readonly [name: string, calls: PeerCall[], connect: (url: string) => object][] = [
  [
    'migrate/masto',
    mastoCalls(),
    (url) => createRestAPIClient({ url, accessToken: 'token', log: 'error', mediaTimeout: 10 }),
  ],
  ['migrate/megalodon', megalodonCalls(), (url) => megalodon('mastodon', url, 'token')],
]

describe.each(peers)('%s', (page, calls, connect) => {
  const rows = rowsOf(page)

  test('has a row for every call, with ours or with why there is none', () => {
    const missing = calls.filter(({ code }) => !rows.get(code)?.ours.length && !rows.get(code)?.words)
    expect(missing).toEqual([])
  })

  test('sets calls beside each other that make the same request', async () => {
    await using recorder = await startRecorder()
    const wrong: string[] = []
    for (const { code } of calls) {
      const [ours = ''] = rows.get(code)?.ours ?? []
      const request = requestOfTree(ours)
      if (!request || /[sS]treaming/.test(code)) continue
      const theirs = await recorder.firstOf(() => callPeer(connect(recorder.url), code))
      const expected = theirs && operationOf(theirs)?.name
      if (expected !== operationOf(request)?.name) wrong.push(`${code}: ${expected}, not ${ours}`)
    }
    expect(wrong).toEqual([])
  })
})
