import { expect, test } from 'vitest'
import { floor, steps } from '../src/blocks/Waterfall'
import type { Column } from '../src/client/types'
import { chosen } from '../src/parts/columns'
import { shownMonths } from '../src/parts/deal/Ahead'
import { causes } from '../src/parts/deal/say'
import { SAY } from '../src/parts/deal/words'
import { ofBar } from '../src/parts/drill'
import { lastDays, presetOf, span } from '../src/shell/periods'

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(m => m[1]).sort()

test('the words of deals stand in both languages, with the same places to fill', () => {
  for (const [key, text] of Object.entries(SAY)) {
    expect(text.en.trim() && text.zh.trim(), key).not.toBe('')
    expect(holes(text.en), key).toEqual(holes(text.zh))
    expect(/[\u4e00-\u9fff]/.test(text.en), key).toBe(false)
  }
})
test('the axis begins at zero unless all that moves is far above it', () => {
  const at = (values: number[], totals: boolean[]) => floor(steps(values, totals))
  expect(at([100, 20, -90, 30], [true, false, false, true])).toBe(0)
  expect(at([1000, 20, -30, 990], [true, false, false, true])).toBe(970)
  expect(at([1000, 0, 1000], [true, false, true])).toBe(0)
})
test('a bar asks for its own deals, with the filters and days of the page', () => {
  const drill = ofBar('pipeline_moves', 'step', "it's", 'Won', { region: ['华东'], from: '2026-10-25', to: '2026-10-31', compare: 'previous' })
  expect(drill.path).toBe('/lists/pipeline_moves')
  expect(drill.asked).toMatchObject({ region: ['华东'], from: '2026-10-25', to: '2026-10-31', compare: null, match: "step = 'it\\'s'" })
})
test('months that hold next to nothing are one with the last', () => {
  expect(shownMonths([0.2, 0.3, 0.1, 0.001, 0.0005, 0])).toBe(4)
  expect(shownMonths([0.2, 0.3])).toBe(2)
  expect(shownMonths([0.5, 0, 0, 0])).toBe(2)
})
test('a week is seven days, across months and years', () => {
  expect(lastDays(7, '2026-10-31')).toEqual(['2026-10-25', '2026-10-31'])
  expect(lastDays(7, '2026-01-03')).toEqual(['2025-12-28', '2026-01-03'])
  expect(span('weekBefore', '2026-10-31', '')).toEqual(['2026-10-18', '2026-10-24'])
  expect(presetOf('2026-10-25', '2026-10-31', '2026-10-31', '')).toBe('last7')
})
test('a deal says everything that presses, the worst first', () => {
  const deal = { overdue: true, days_over: 12, closing: false, quiet: true, days_quiet: 20, step_due: true, next_step_on: '2026-10-20', pushed: false, unhealthy: false }
  expect(causes(deal, '2026-10-31').map(c => [c.why, c.word, c.values])).toEqual([
    ['overdue', 'overdue', { n: 12 }], ['quiet', 'quiet', { n: 20 }], ['step_due', 'step_late', { day: '10-20' }],
  ])
  expect(causes({ ...deal, overdue: false, quiet: false, next_step_on: '2026-11-02' }, '2026-10-31').map(c => c.word)).toEqual(['step_due'])
})
test('a table shows the columns that its page names, in its order and in one language', () => {
  const column = (name: string): Column => ({ name, title: { en: name, zh: name }, unit: 'text', role: 'field', good: 'neutral', definition: null, personal: false, opens: '', labels: {} })
  const columns = ['opportunity_id', 'amount', 'name', 'up_en', 'up_zh', 'stage'].map(column)
  expect(chosen(columns, ['name', 'up_en', 'up_zh', 'amount'], 'zh').map(c => c.name)).toEqual(['name', 'up_zh', 'amount'])
})
