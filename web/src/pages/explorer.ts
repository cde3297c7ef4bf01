// What an answer of the explorer is drawn as: metrics of one unit share a chart, unlike units never share an axis.
import type { Block, BlockData, Column, Query, Result, Value } from '../client/types'
import { asNumber } from '../i18n/format'
import { wordsColumn } from '../blocks/frame'

export type Picture = { key: string; block: Block; data: BlockData }
const MOST = 4
const LABEL = '_label'

export function frameOf(result: Result, query: Query): BlockData {
  return { status: 'ok', empty: null, columns: result.columns, rows: result.rows, total: result.total, sentence: null, kpis: [], evidence: null, card: null, drill: query, currency: result.currency }
}

/** Metrics in groups of one unit, in the order in which they were chosen. */
export function byUnit(metrics: string[], columns: Column[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const name of metrics) {
    const unit = columns.find(c => c.name === name)?.unit
    if (unit) groups.set(unit, [...(groups.get(unit) ?? []), name])
  }
  return [...groups.values()]
}

/** One more column with the words of all dimensions, for the axis of bars. */
export function labelled(data: BlockData, by: string[], say: (value: Value, column: Column) => string): BlockData {
  const columns = by.map(name => wordsColumn(data, name)).filter(c => c !== undefined)
  const places = columns.map(c => data.columns.indexOf(c))
  const title = { en: columns.map(c => c.title.en).join(' · '), zh: columns.map(c => c.title.zh).join(' · ') }
  const column: Column = { name: LABEL, title, unit: 'text', role: 'field', good: 'neutral', definition: null, personal: false, opens: '', labels: {} }
  return { ...data, columns: [...data.columns, column], rows: data.rows.map(row => [...row, places.map((p, i) => say(row[p] ?? null, columns[i]!)).join(' · ')]) }
}

export function sortedBy(data: BlockData, name: string): BlockData {
  const place = data.columns.findIndex(c => c.name === name)
  return { ...data, rows: [...data.rows].sort((a, b) => (asNumber(b[place] ?? null) ?? -Infinity) - (asNumber(a[place] ?? null) ?? -Infinity)) }
}

export function pictures(data: BlockData, metrics: string[], by: string[], grain: string, sorted: boolean): Picture[] {
  const base = { subtitle: null, span: 12 }
  const title = (name: string) => data.columns.find(c => c.name === name)?.title ?? null
  if (grain) {
    const groups = by.length ? metrics.map(m => [m]) : byUnit(metrics, data.columns)
    return groups.slice(0, MOST).map(y => ({ key: y.join(), data, block: { ...base, title: title(y[0]!), kind: 'trend', x: 'period', y, forecast: '', target: '', bands: [], series: by.length ? wordsColumn(data, by[0]!)?.name ?? by[0]! : '' } }))
  }
  return byUnit(metrics, data.columns).slice(0, MOST).map(y => ({
    key: y.join(), data: sorted ? data : sortedBy(data, y[0]!), block: { ...base, title: title(y[0]!), kind: 'bars', x: LABEL, y, horizontal: true, stacked: false },
  }))
}
