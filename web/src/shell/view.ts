// The address is the view: filters, period and comparison live in the query string, and nowhere else.
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router-dom'
import type { Asked } from '../client/hooks'

export const DIMENSIONS = ['team', 'owner', 'region', 'product', 'channel', 'pipeline'] as const
const SINGLE = ['from', 'to', 'compare', 'where', 'currency'] as const

export type View = {
  from: string; to: string; compare: string; where: string; currency: string; segment: string[]; picked: Record<string, string[]>
}

export function readView(search: URLSearchParams): View {
  const one = (name: string) => search.get(name) ?? ''
  const picked: Record<string, string[]> = {}
  for (const name of DIMENSIONS) {
    const values = search.getAll(name).filter(Boolean)
    if (values.length) picked[name] = values
  }
  return { from: one('from'), to: one('to'), compare: one('compare'), where: one('where'), currency: one('currency'), segment: search.getAll('segment').filter(Boolean), picked }
}

/** What goes to the API; only the filters that mean something on the page. */
export function askedOf(view: View, known?: string[]): Asked {
  const has = (name: string) => !known || known.includes(name)
  const asked: Asked = {}
  if (has('period')) Object.assign(asked, { from: view.from, to: view.to })
  if (has('compare')) asked.compare = view.compare
  if (has('currency')) asked.currency = view.currency
  asked.where = view.where
  if (view.segment.length) asked.segment = view.segment
  for (const [name, values] of Object.entries(view.picked)) if (has(name)) asked[name] = values
  return asked
}

export function useView() {
  const [search, setSearch] = useSearchParams()
  const view = useMemo(() => readView(search), [search])
  const change = useCallback((values: Partial<Record<string, string | string[]>>) => {
    setSearch(before => {
      const next = new URLSearchParams(before)
      for (const [name, value] of Object.entries(values)) {
        next.delete(name)
        if (Array.isArray(value)) value.forEach(v => next.append(name, v))
        else if (value) next.set(name, value)
      }
      return next
    }, { replace: true })
  }, [setSearch])
  const clear = useCallback(() => setSearch(before => {
    const next = new URLSearchParams(before)
    for (const name of [...SINGLE, 'segment', ...DIMENSIONS]) next.delete(name)
    return next
  }, { replace: true }), [setSearch])
  return { view, search, change, clear }
}

const OF_CUSTOMERS: Record<string, string> = { team: 'team', owner: 'owner', region: 'region', channel: 'channel', product: 'bought_product' }
/** What is chosen as a condition on customers, so that it can be kept as a segment; empty where nothing of it is about them. */
export function ofCustomers(view: View): string {
  const parts = Object.entries(OF_CUSTOMERS).flatMap(([name, field]) => view.picked[name]?.length ? [`${field} in (${view.picked[name].map(quote).join(', ')})`] : [])
  return [...parts, ...(view.where ? [`(${view.where})`] : [])].join(' and ')
}
const quote = (value: string) => `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`

/** The part of an address that a link to another page takes along. */
export function carried(search: URLSearchParams): string {
  const kept = new URLSearchParams()
  for (const name of [...SINGLE, 'segment', ...DIMENSIONS]) search.getAll(name).forEach(v => kept.append(name, v))
  const text = kept.toString()
  return text ? `?${text}` : ''
}
