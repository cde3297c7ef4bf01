import { describe, expect, test } from 'vitest'
import { address } from '../src/client/http'
import { filterText, ofCell, periodEnd } from '../src/parts/drill'
import type { Column, Query } from '../src/client/types'
import { presetOf, span } from '../src/shell/periods'
import { textOf, treeOf } from '../src/pages/segments/draft'
import { askedOf, carried, ofCustomers, readView } from '../src/shell/view'

const search = new URLSearchParams('from=2026-01-01&to=2026-03-31&compare=previous&region=华东&region=华南&owner=crm:R1&page=3&sort=-amount')

describe('the address is the view', () => {
  test('reads filters, several values of one dimension, and nothing else', () => {
    const view = readView(search)
    expect(view.from).toBe('2026-01-01')
    expect(view.picked).toEqual({ region: ['华东', '华南'], owner: ['crm:R1'] })
  })
  test('asks only for the filters that mean something on the page', () => {
    const asked = askedOf(readView(search), ['period', 'region'])
    expect(asked).toMatchObject({ from: '2026-01-01', to: '2026-03-31', region: ['华东', '华南'] })
    expect(asked.owner).toBeUndefined()
    expect(asked.compare).toBeUndefined()
  })
  test('another page takes the filters along, not the paging', () => {
    const kept = new URLSearchParams(carried(search).slice(1))
    expect(kept.getAll('region')).toEqual(['华东', '华南'])
    expect(kept.get('page')).toBeNull()
    expect(carried(new URLSearchParams('page=2'))).toBe('')
  })
  test('lists are repeated, empties are left out', () => {
    expect(address('/query', { region: ['a', 'b'], where: '', grain: null, limit: 5 })).toBe('/api/v1/query?region=a&region=b&limit=5')
  })
})

describe('periods', () => {
  test('presets end at the last day of the data', () => {
    expect(span('thisQuarter', '2026-11-20', '2023-01-01')).toEqual(['2026-10-01', '2026-11-20'])
    expect(span('last12', '2026-02-10', '')).toEqual(['2025-03-01', '2026-02-10'])
    expect(span('lastYear', '2026-11-20', '')).toEqual(['2025-01-01', '2025-12-31'])
    expect(span('thisYear', '2026-02-10', '', 4)).toEqual(['2025-04-01', '2026-02-10'])
    expect(span('lastQuarter', '2026-02-10', '', 4)).toEqual(['2025-10-01', '2025-12-31'])
  })
  test('an address without days means the usual period of the page', () => {
    expect(presetOf('', '', '2026-11-20', '')).toBe('thisQuarter')
    expect(presetOf('', '', '2026-11-20', '', 1, 'last12')).toBe('last12')
    expect(presetOf('2026-01-01', '2026-11-20', '2026-11-20', '')).toBe('thisYear')
    expect(presetOf('2026-01-02', '2026-11-20', '2026-11-20', '')).toBe('custom')
  })
})

describe('from a number to its rows', () => {
  const column = (name: string, role: string): Column => ({ name, role, title: { en: name, zh: name }, unit: 'text', good: 'up', definition: null, personal: false, opens: '', labels: {} })
  const query: Query = { metrics: ['net_revenue'], by: ['region'], grain: 'month', where: { kind: 'condition', field: 'amount', operator: '>=', values: [1000] }, start: '2026-01-15', end: '2026-03-31', compare: null, currency: null, order_by: [], limit: null, offset: 0 }
  test('keeps the filter, adds the dimension, and cuts the period to the span', () => {
    const asked = ofCell(query, [column('period', 'period'), column('region', 'dimension'), column('net_revenue', 'metric')], ['2026-01-01', "O'Hara", '5.00'])
    expect(asked).toEqual({ where: "amount >= 1000 and region = 'O\\'Hara'", from: '2026-01-15', to: '2026-01-31', currency: null })
  })
  test('an empty dimension is asked for as empty', () => {
    expect(ofCell({ ...query, grain: null, where: null }, [column('region', 'dimension')], [null]).where).toBe('region is empty')
  })
  test('filters as text', () => {
    expect(filterText({ kind: 'any', parts: [{ kind: 'condition', field: 'region', operator: 'in', values: ['华东', '华南'] }, { kind: 'condition', field: 'channel', operator: 'is empty', values: [] }] })).toBe("(region in ('华东', '华南') or channel is empty)")
  })
  test('the last day of a period', () => {
    expect(periodEnd('2024-02-01', 'month')).toBe('2024-02-29')
    expect(periodEnd('2026-10-01', 'quarter')).toBe('2026-12-31')
    expect(periodEnd('2026-11-16', 'week')).toBe('2026-11-22')
  })
})

test('what is chosen on a page can be kept as a segment of customers', () => {
  expect(ofCustomers(readView(new URLSearchParams('region=华东&region=O%27Brien&product=p1&pipeline=x')))).toBe("region in ('华东', 'O\\'Brien') and bought_product in ('p1')")
  expect(ofCustomers(readView(new URLSearchParams('pipeline=x&from=2025')))).toBe('')
})
test('a segment stands in the address, goes along with links and into the rows behind a number', () => {
  const search = new URLSearchParams('segment=a&segment=b&from=2025-01')
  expect(askedOf(readView(search), []).segment).toEqual(['a', 'b'])
  expect(carried(search)).toContain('segment=a&segment=b')
  expect(filterText({ kind: 'all', parts: [{ kind: 'members', segment: 'a1', name: '华东', inside: true }, { kind: 'members', segment: 'b2', name: 'x', inside: false }] })).toBe("(in_segment = 'a1' and in_segment != 'b2')")
})
test('a filter becomes a tree of conditions and back, as far as it can be shown', () => {
  const one = { kind: 'condition', field: 'region', operator: 'in', values: ['华东'] } as const
  const tree = treeOf({ kind: 'all', parts: [{ ...one, values: ['华东'] }, { kind: 'any', parts: [{ ...one, values: ['a'] }] }] })
  expect(tree && textOf(tree)).toBe("region in ('华东') and (region in ('a'))")
  expect(treeOf({ kind: 'all', parts: [{ kind: 'any', parts: [{ kind: 'all', parts: [] }] }] })).toBeUndefined()
  expect(textOf({ kind: 'any', parts: [{ kind: 'condition', field: 'region', operator: 'in', values: [] }, { kind: 'condition', field: 'clv', operator: 'is empty', values: [] }] })).toBe('clv is empty')
})
