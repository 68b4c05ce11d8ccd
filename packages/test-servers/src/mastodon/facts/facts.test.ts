/** The sandbox, held against what a real server was seen to send. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDocument } from '../document.ts'
import { type MastodonSandbox, startMastodonSandbox } from '../index.ts'
import { closeSound } from '../testing.ts'
import { collectFacts } from './collect.ts'
import { differences } from './compare.ts'
import { EXCEPTIONS } from './exceptions.ts'
import { FACTS_VERSION, loadFacts } from './known.ts'
import { sweep } from './sweep.ts'
import { keysBySchema } from './table.ts'
import type { OperationFacts } from './types.ts'

const document = loadDocument()
const real = loadFacts()
let sandbox: MastodonSandbox
let sent: Map<string, OperationFacts>

beforeAll(async () => {
  sandbox = await startMastodonSandbox({ version: FACTS_VERSION })
  sent = collectFacts(document, await sweep(sandbox, document.operations.values()))
})

afterAll(() => closeSound(sandbox))

function differingOf(ids: readonly string[]): Record<string, string[]> {
  const known = keysBySchema(real.values())
  const all = ids.map((id) => [id, differences(real.get(id) ?? {}, sent.get(id) ?? {}, known)] as const)
  return Object.fromEntries(all.filter(([, found]) => found.length > 0))
}

const both = (): string[] => [...real.keys()].filter((id) => sent.has(id))

test('the table says what most operations send', () => {
  expect(both().filter((id) => real.get(id)?.body !== undefined).length).toBeGreaterThan(255)
})

test('every operation sends what the real one sends, but for those with a reason', () => {
  const differing = differingOf(both())
  const unexplained = Object.entries(differing).filter(([id]) => !(id in EXCEPTIONS))
  expect(unexplained).toEqual([])
  expect(Object.keys(differing).toSorted()).toEqual(Object.keys(EXCEPTIONS).toSorted())
  expect(both().length - Object.keys(differing).length).toBeGreaterThanOrEqual(255)
})

test('every request of the sweep is one that the document allows', () => {
  expect(sandbox.violations).toEqual([])
})
