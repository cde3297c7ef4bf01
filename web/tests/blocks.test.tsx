import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { MemoryRouter } from 'react-router-dom'
import { afterEach, expect, test, vi } from 'vitest'
import { trendOption } from '../src/blocks/Trend'
import { KpiCard } from '../src/blocks/Kpis'
import { Cells } from '../src/blocks/Cells'
import { Funnel } from '../src/blocks/Funnel'
import { tiles } from '../src/charts/tiles'
import { Treemap } from '../src/blocks/Treemap'
import { cells, type Said } from '../src/blocks/figures/OwnFigure'
import { Knob } from '../src/blocks/sliders/Knob'
import { groups, said, settingsOf, written } from '../src/blocks/sliders/settings'
import type { Block, BlockData, Column, KpiValue, Setting, Unit } from '../src/client/types'
import { PrefsContext } from '../src/i18n'
import { byUnit, labelled, pictures } from '../src/pages/explorer'
import { visible, ordered } from '../src/parts/columns'
import { DataTable } from '../src/parts/DataTable'
import { DrillContext } from '../src/parts/drill'
import { pages } from '../src/parts/Pager'

afterEach(cleanup)
const column = (name: string, unit: Unit, more: Partial<Column> = {}): Column => ({ name, unit, title: { en: name, zh: name }, role: 'field', good: 'up', definition: null, personal: false, opens: '', labels: {}, ...more })
const frame = (columns: Column[], rows: BlockData['rows']): BlockData => ({ status: 'ok', empty: null, columns, rows, total: rows.length, sentence: null, kpis: [], evidence: null, card: null, drill: null, currency: 'CNY' })
const shown = (content: ReactNode, open = vi.fn()) => {
  render(<PrefsContext value={{ language: 'zh', dark: false, currency: 'CNY', setLanguage() {}, setDark() {} }}><MemoryRouter><DrillContext value={open}>{content}</DrillContext></MemoryRouter></PrefsContext>)
  return open
}

test('a number shows value, change by sign and colour, target, and opens its rows with its filters', () => {
  const kpi: KpiValue = {
    metric: 'net_revenue', column: column('net_revenue', 'money', { title: { en: 'Net revenue', zh: '净收入' } }), value: '48260000.00', before: '44500000.00', change: null, target: '50000000', attainment: 0.965, spark: [['a', '1'], ['b', '2']],
    rows: { metric: 'net_revenue', where: { kind: 'condition', field: 'region', operator: '=', values: ['华东'] }, start: '2026-10-01', end: '2026-10-31', currency: null },
  }
  const open = shown(<KpiCard kpi={kpi} currency="CNY" />)
  expect(screen.getByText('¥4,826万')).toBeTruthy()
  expect(screen.getByText(/▲ 8.4%/).className).toBe('good')
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('97')
  fireEvent.click(screen.getByRole('button'))
  expect(open).toHaveBeenCalledWith({ metric: 'net_revenue', title: '净收入', asked: { where: "region = '华东'", from: '2026-10-01', to: '2026-10-31', currency: null } })
})

test('a table hides ids beside their words, sorts on the server, and opens metrics', () => {
  const columns = [column('owner', 'id'), column('owner_name', 'text'), column('won_amount', 'money', { role: 'metric' })]
  const sorted = vi.fn()
  const opened = vi.fn()
  shown(<DataTable columns={columns} rows={[['crm:R1', '王芳', '2720000.00']]} total={1} currency="CNY" onSort={sorted} onCell={opened} />)
  expect(screen.queryByText('crm:R1')).toBeNull()
  fireEvent.click(within(screen.getAllByRole('columnheader')[1]!).getByRole('button'))
  expect(sorted).toHaveBeenCalledWith('-won_amount')
  fireEvent.click(screen.getByText('¥272万'))
  expect(opened).toHaveBeenCalledWith(columns[2], ['crm:R1', '王芳', '2720000.00'])
})

test('the other language of a pair is left out, deals lead with what matters', () => {
  const names = (list: Column[]) => list.map(c => c.name)
  expect(names(visible([column('rule_id', 'text'), column('title_en', 'text'), column('title_zh', 'text'), column('bad', 'count')], 'zh'))).toEqual(['title_zh', 'bad'])
  expect(names(ordered([column('region', 'category'), column('opportunity_name', 'text', { opens: 'opportunity' }), column('probability', 'probability'), column('amount', 'money')], undefined))).toEqual(['opportunity_name', 'amount', 'probability', 'region'])
})

test('a funnel writes counts, rates and days', () => {
  const block = { kind: 'funnel', title: null, subtitle: null, span: 4, stage: 'stage', count: 'n', value: '', rate: 'rate', days: 'days' } as Block
  shown(<Funnel block={block} data={frame([column('stage', 'text'), column('n', 'count'), column('rate', 'ratio'), column('days', 'days')], [['线索', 3120, 0.64, 12], ['赢单', 318, null, null]])} pageId="p" number={0} asked={{}} />)
  expect(screen.getByText('3,120')).toBeTruthy()
  expect(screen.getByText(/64%/)).toBeTruthy()
})

test('a forecast begins where the actual line ends', () => {
  const block = { kind: 'trend', title: null, subtitle: null, span: 8, x: 'month', y: ['actual'], forecast: 'forecast', target: '', bands: [['low', 'high', 80]], series: '' } as Extract<Block, { kind: 'trend' }>
  const data = frame([column('month', 'date'), column('actual', 'money'), column('forecast', 'money'), column('low', 'money'), column('high', 'money')], [['2026-09-01', '10', null, null, null], ['2026-10-01', '12', null, null, null], ['2026-11-01', null, '13', '11', '16']])
  const option = trendOption(block, data, { dark: false, language: 'zh', currency: 'CNY' }, { target: '目标', band: level => `${level}%` }) as { series: { name: string; data: unknown[] }[] }
  const line = (name: string) => option.series.find(s => s.name === name)!.data
  expect(line('actual')).toEqual([10, 12, null])
  expect(line('forecast')).toEqual([null, 12, 13])
  expect(line('80%')).toEqual([null, null, 5])
})

test('unlike units never share an axis', () => {
  const columns = [column('region', 'category', { role: 'dimension' }), column('revenue', 'money'), column('cost', 'money'), column('orders', 'count')]
  expect(byUnit(['revenue', 'orders', 'cost'], columns)).toEqual([['revenue', 'cost'], ['orders']])
  const data = labelled(frame(columns, [['华东', '5', '1', 2], ['华南', '9', '2', 1]]), ['region'], v => String(v))
  const [first, second] = pictures(data, ['revenue', 'orders', 'cost'], ['region'], '', false)
  expect(first!.data.rows.map(r => r.at(-1))).toEqual(['华南', '华东'])
  expect(second!.data.rows.map(r => r.at(-1))).toEqual(['华东', '华南'])
})

test('pages of a pager', () => {
  expect(pages(1, 1)).toEqual([1])
  expect(pages(1, 12)).toEqual([1, 2, '…', 12])
  expect(pages(6, 12)).toEqual([1, '…', 5, 6, 7, '…', 12])
  expect(pages(3, 5)).toEqual([1, 2, 3, 4, 5])
})

test('tiles fill the box in proportion and none lies over another', () => {
  const values = [50, 0, 30, null, 12, 5, 3]
  const placed = tiles(values)
  expect(placed.map(t => t.i)).toEqual([0, 2, 4, 5, 6])
  for (const t of placed) expect(t.w * t.h).toBeCloseTo((values[t.i] as number) * 100)
  const apart = (a: (typeof placed)[number], b: (typeof placed)[number]) => a.x + a.w <= b.x + 1e-6 || b.x + b.w <= a.x + 1e-6 || a.y + a.h <= b.y + 1e-6 || b.y + b.h <= a.y + 1e-6
  placed.forEach((a, i) => placed.slice(i + 1).forEach(b => expect(apart(a, b)).toBe(true)))
  expect(tiles([])).toEqual([])
})

test('a treemap says its numbers, also those of tiles that are too small', () => {
  const words = { champions: { en: 'Champions', zh: '重要价值客户' }, lost: { en: 'Lost', zh: '流失客户' } }
  const block = { kind: 'treemap', title: null, subtitle: null, span: 6, label: 'segment', size: 'monetary', count: 'accounts', shade: 'again' } as Block
  shown(<Treemap block={block} data={frame([column('segment', 'category', { labels: words }), column('monetary', 'money'), column('accounts', 'count'), column('again', 'ratio')], [['champions', '980000.00', 25, 0.9], ['lost', '9000.00', 40, 0.1]])} pageId="p" number={0} asked={{}} />)
  expect(screen.getByText('重要价值客户')).toBeTruthy()
  expect(screen.getByText(/(^|\s)25$/)).toBeTruthy()
  expect(screen.getByText(/流失客户/)).toBeTruthy()
})

test('a matrix of codes follows the order in which they are declared', () => {
  const labels = { active: { en: 'Active', zh: '活跃' }, dormant: { en: 'Dormant', zh: '休眠' }, absent: { en: 'Absent', zh: '未知' } }
  const block = { kind: 'matrix', title: null, subtitle: null, span: 6, x: 'stage', y: 'before', value: 'n', shade: '' } as Block
  shown(<Cells block={block} data={frame([column('before', 'category', { labels }), column('stage', 'category', { labels }), column('n', 'count')], [['absent', 'dormant', 3], ['active', 'active', 9]])} pageId="p" number={0} asked={{}} />)
  expect(screen.getAllByRole('rowheader').map(h => h.textContent)).toEqual(['活跃', '未知'])
  expect(screen.getAllByRole('columnheader').map(h => h.textContent)).toEqual(['活跃', '休眠'])
})

test('sliders say their value, move by the keyboard, and write only what differs from the usual', () => {
  const words = { en: 'assumed', zh: '假设如此' }
  const setting = (more: Partial<Setting>): Setting => ({ param: 'price_change', title: { en: 'Price', zh: '标价' }, help: { en: '', zh: '' }, unit: 'ratio', low: -0.3, high: 0.3, step: 0.01, whole: false, default: 0, value: 0, choices: [], nothing: null, learnt: true, words, folded: false, ...more })
  const price = setting({}), people = setting({ param: 'headcount_change', unit: 'count', low: -20, high: 20, step: 1, whole: true, words: null, learnt: null })
  expect([said(price, 0.05, 'zh'), said(price, -0.05, 'zh'), said(price, 0, 'en'), said(people, 3, 'en')]).toEqual(['+5%', '−5%', '0%', '+3'])
  expect([written(price, 0.05), written(price, 0.1 + 0.2), written(price, 0), written(people, -4), written(setting({ default: '', value: '' }), '硬件')]).toEqual(['0.05', '0.3', '', '-4', '硬件'])
  const scope = setting({ param: 'price_scope', default: '', value: '', choices: ['硬件'], unit: 'text', low: null, high: null })
  expect(groups([price, scope, people]).map(g => g.settings.length)).toEqual([2, 1])
  const block = { kind: 'sliders', title: null, subtitle: null, span: 12, capability: 'c', sliders: [price, people], results: [] } as Extract<Block, { kind: 'sliders' }>
  expect(settingsOf(block, new URLSearchParams('price_change=0.05&headcount_change=&region=x'))).toEqual({ price_change: '0.05' })
  const move = vi.fn()
  shown(<Knob setting={price} value={0.05} onChange={move} />)
  const range = screen.getByLabelText('标价')
  expect(range.getAttribute('aria-valuetext')).toBe('+5%')
  fireEvent.change(range, { target: { value: '0.06' } })
  expect(move).toHaveBeenCalledWith(0.06)
})

test('a person’s figure stands beside the forecast of then and what came', () => {
  const figure: Said = { series: 'team=a', period: '2026-09-01', forecast: 110, model: 100, person: '王芳', reason: '大单', issued_at: '2026-08-30T01:00:00', actual: 88, mine: true }
  expect(cells(figure, ['series', 'figure', 'difference', 'off', 'person'].map(name => ({ name })), { 'team=a': '团队: A' })).toEqual(['团队: A', 110, 110 / 100 - 1, 110 / 88 - 1, '王芳'])
})
