import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Budget, BUDGETS } from '../size/budgets.ts'
import { measure } from '../size/measure.ts'
import { isCurrent, type Measured, overBudget, withTable } from '../size/report.ts'

const TEXT = 'before\n<!-- size -->\n\nold\n\n<!-- /size -->\nafter\n'
const SPLIT: Budget = { name: 'a', code: '', atStart: 10, inAll: 20 }
const WHOLE: Budget = { name: 'b', code: '', atStart: 10 }

const measured = (budget: Budget, atStart: number, inAll = atStart): Measured => ({
  budget,
  size: { atStart, inAll },
})

describe('a bundle', () => {
  test('is over its budget at the start, or in all', () => {
    expect(overBudget([measured(SPLIT, 10, 20), measured(WHOLE, 10)])).toEqual([])
    expect(overBudget([measured(SPLIT, 10.1, 20.1)])).toEqual([
      'a at the start is 10.1 kB, its budget is 10 kB',
      'a in all is 20.1 kB, its budget is 20 kB',
    ])
  })

  test('that may load nothing later has one budget for both', () => {
    expect(overBudget([measured(WHOLE, 9, 11)])).toEqual(['b in all is 11.0 kB, its budget is 10 kB'])
  })
})

describe('the table of a README', () => {
  test('is written between its marks, and is current then', () => {
    const all = [measured(SPLIT, 5, 15), measured(WHOLE, 9)]
    const text = withTable(TEXT, all)
    expect(text).toMatch(/^before\n<!-- size -->\n\n\| minified/)
    expect(text).toMatch(/\n\n<!-- \/size -->\nafter\n$/)
    expect(text).not.toContain('old')
    expect(text).toMatch(/\| a +\| 5\.0 +\| 15\.0 +\| 10, 20 \|/)
    expect(isCurrent(text, all)).toBe(true)
    expect(withTable(text, all)).toBe(text)
  })

  test('stays current when sizes move by a little, not by more', () => {
    const text = withTable(TEXT, [measured(SPLIT, 5, 15)])
    expect(isCurrent(text, [measured(SPLIT, 5.1, 15.3)])).toBe(true)
    expect(isCurrent(text, [measured(SPLIT, 5.2, 15)])).toBe(false)
    expect(isCurrent(text, [measured(SPLIT, 5, 15.4)])).toBe(false)
  })

  test.each([
    ['another budget', [measured({ ...SPLIT, atStart: 11 }, 5, 15)]],
    ['another name', [measured({ ...SPLIT, name: 'c' }, 5, 15)]],
    ['a row more', [measured(SPLIT, 5, 15), measured(WHOLE, 9)]],
    ['a row less', []],
  ])('is not current with %s', (_, all) => {
    expect(isCurrent(withTable(TEXT, [measured(SPLIT, 5, 15)]), all)).toBe(false)
  })

  test('needs its marks', () => {
    expect(() => withTable('nothing', [])).toThrow('<!-- size -->')
  })
})

test('what is imported later is not counted at the start', async () => {
  const later = await measure(`export const load = () => import('./budgets.ts')`)
  const atOnce = await measure(`export * from './budgets.ts'`)
  expect(later.atStart).toBeLessThan(0.3)
  expect(later.inAll).toBeGreaterThan(atOnce.inAll)
  expect(atOnce.atStart).toBe(atOnce.inAll)
})

test.each(['core', 'atproto-client', 'mastodon-client'])(
  'every import of %s for browsers has a budget',
  (name) => {
    const manifest = readFileSync(new URL(`../../packages/${name}/package.json`, import.meta.url), 'utf8')
    const { exports } = JSON.parse(manifest) as { exports: Record<string, unknown> }
    const subpaths = Object.keys(exports).filter((subpath) => !/\*|node$|json$/.test(subpath))
    const specifiers = subpaths.map((subpath) => `\`@typefed/${name}${subpath.slice(1)}\``)
    const budgets = new Set(BUDGETS.map((budget) => budget.name))
    expect(specifiers.filter((specifier) => !budgets.has(specifier))).toEqual([])
  },
)
