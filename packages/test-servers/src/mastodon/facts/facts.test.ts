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
  const asked = (id: string): string[] => namesOf(real.get(id))
  sent = collectFacts(document, await sweep(sandbox, document.operations.values(), asked))
})

afterAll(() => closeSound(sandbox))

/** Parameters that the real server was asked with where it sent links. */
function namesOf(facts: OperationFacts | undefined): string[] {
  return [...(facts?.links?.keeps ?? []), ...(facts?.links?.loses ?? [])]
}

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

test('what links keep is seen of the parameters that the real server was asked with', () => {
  const seen = both().flatMap((id) => {
    const names = namesOf(sent.get(id))
    return namesOf(real.get(id))
      .filter((name) => names.includes(name))
      .map((name) => `${id} ${name}`)
  })
  expect(seen).toEqual(
    expect.arrayContaining([
      'adminListAccounts display_name',
      'adminListReports resolved',
      'getHashtagTimeline any[]',
      'getHashtagTimeline local',
      'listFollowers limit',
    ]),
  )
})

test('every request of the sweep is one that the document allows', () => {
  expect(sandbox.violations).toEqual([])
})
