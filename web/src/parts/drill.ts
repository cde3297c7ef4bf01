// From a number to its rows: the same metric, days and filters, plus what the clicked row stands for.
import { createContext, useContext } from 'react'
import type { Asked } from '../client/hooks'
import type { Column, Filter, Grain, Query, RowsQuery, Value } from '../client/types'

/** The rows behind a number of a metric, or those of a list (`path`) that match. */
export type Drill = { metric: string; title: string; asked: Asked; path?: string }
export const DrillContext = createContext<(drill: Drill) => void>(() => {})
export const useDrill = () => useContext(DrillContext)

export const quote = (value: Value) => (typeof value === 'string' ? `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'` : String(value))

/** A filter tree as the text of the query grammar. */
export function filterText(where: Filter | null): string {
  if (!where) return ''
  if (where.kind === 'members') return `in_segment ${where.inside ? '=' : '!='} ${quote(where.segment)}`
  if (where.kind !== 'condition') return where.parts.length ? `(${where.parts.map(filterText).join(where.kind === 'all' ? ' and ' : ' or ')})` : ''
  const { field, operator, values } = where
  if (operator.startsWith('is ')) return `${field} ${operator}`
  if (operator === 'in' || operator === 'not in') return `${field} ${operator} (${values.map(quote).join(', ')})`
  return `${field} ${operator} ${quote(values[0] ?? '')}`
}

const shift = (iso: string, days: number, months: number) => {
  const [y, m, d] = iso.split('-').map(Number) as [number, number, number]
  return new Date(Date.UTC(y, m - 1 + months, d + days)).toISOString().slice(0, 10)
}
const MONTHS: Record<Grain, number> = { day: 0, week: 0, month: 1, quarter: 3, year: 12 }

export function periodEnd(start: string, grain: Grain): string {
  return shift(start, grain === 'week' ? 6 : grain === 'day' ? 0 : -1, MONTHS[grain])
}

/** The rows of a list behind one bar: the page's days and filters, and the value that the bar stands for. */
export function ofBar(list: string, column: string, value: Value, title: string, asked: Asked): Drill {
  return { metric: '', path: `/lists/${list}`, title, asked: { ...asked, compare: null, match: `${column} = ${quote(value)}` } }
}

export function ofRows(rows: RowsQuery): Asked {
  return { where: filterText(rows.where), from: rows.start, to: rows.end, currency: rows.currency, attribution: rows.attribution }
}

/** The rows behind one cell of a metric frame. */
export function ofCell(query: Query, columns: Column[], row: Value[]): Asked {
  const parts = [filterText(query.where)]
  let { start, end } = query
  columns.forEach((column, place) => {
    const value = row[place] ?? null
    if (column.role === 'period' && typeof value === 'string' && query.grain) {
      const last = periodEnd(value, query.grain)
      start = start && start > value ? start : value
      end = end && end < last ? end : last
    } else if (column.role === 'dimension' && query.by.includes(column.name)) {
      parts.push(value === null ? `${column.name} is empty` : `${column.name} = ${quote(value)}`)
    }
  })
  return { where: parts.filter(Boolean).join(' and '), from: start, to: end, currency: query.currency, attribution: query.attribution }
}
