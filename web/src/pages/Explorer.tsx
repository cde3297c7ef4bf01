import { Button, Input, Segmented, Select, Skeleton } from 'antd'
import { useMemo } from 'react'
import { Bars } from '../blocks/Bars'
import { Trend } from '../blocks/Trend'
import { useCatalogue, useResult } from '../client/hooks'
import { address } from '../client/http'
import type { Block, BlockData, Grain, MetricInfo, PageSpec, Query, Result } from '../client/types'
import { useWords, type Key } from '../i18n'
import { Card } from '../parts/Card'
import { DataTable } from '../parts/DataTable'
import { ofCell, useDrill } from '../parts/drill'
import { Empty, Trouble } from '../parts/States'
import { FilterBar } from '../shell/FilterBar'
import { askedOf, useView } from '../shell/view'

const GRAINS: Grain[] = ['day', 'week', 'month', 'quarter', 'year']
const list = (text: string | null) => (text ?? '').split(',').filter(Boolean)

/** Any metric by any dimension: everything that is chosen stands in the address. */
export default function Explorer({ page }: { page: PageSpec }) {
  const { t, pick } = useWords()
  const { view, search, change } = useView()
  const catalogue = useCatalogue().data
  const metrics = list(search.get('metrics') ?? 'net_revenue,won_amount')
  const by = list(search.get('by'))
  const grain = search.get('grain') ?? (by.length ? '' : 'month')
  const sort = search.get('sort') ?? ''
  const infos = (catalogue?.metrics ?? []).filter(m => metrics.includes(m.name))
  const possible = common(infos)
  const asked = { ...askedOf(view, page.filters), metrics: metrics.join(','), by: by.join(','), grain, order_by: sort, compare: view.compare || 'none', limit: 2000 }
  const { data, error } = useResult('/query', { ...asked, full: '1' }, metrics.length > 0)
  return (
    <>
      <FilterBar filters={page.filters} />
      <Card>
        <div className="bar" style={{ marginBottom: 6 }}>
          <Select mode="multiple" aria-label={t('metrics')} placeholder={t('pickMetric')} style={{ minWidth: 280, flex: 2 }} value={metrics} onChange={v => change({ metrics: v.join(',') })} options={grouped(catalogue?.metrics ?? [], pick, t)} showSearch={{ optionFilterProp: 'label' }} maxCount={6} />
          <Select mode="multiple" aria-label={t('dimensions')} placeholder={t('pickDimension')} style={{ minWidth: 200, flex: 1 }} value={by} onChange={v => change({ by: v.join(','), sort: '' })} maxCount={3}
            options={(catalogue?.dimensions ?? []).filter(d => possible.has(d.name)).map(d => ({ value: d.name, label: pick(d.title) }))} />
          <Select aria-label={t('grain')} style={{ minWidth: 104 }} value={grain} onChange={v => change({ grain: v, sort: '' })} options={[{ value: '', label: t('whole') }, ...GRAINS.map(g => ({ value: g, label: t(g) }))]} />
        </div>
        <Input.Search allowClear aria-label={t('condition')} placeholder={t('condition')} defaultValue={view.where} onSearch={v => change({ where: v })} />
      </Card>
      {error ? <Card><Trouble error={error} /></Card> : !data ? <Card><Skeleton active /></Card> : <Answer data={data} metrics={metrics} by={by} grain={grain} sort={sort} asked={asked} />}
    </>
  )
}

function common(infos: MetricInfo[]): Set<string> {
  const [first, ...rest] = infos.map(m => new Set(m.dimensions))
  return new Set([...(first ?? [])].filter(name => rest.every(set => set.has(name))))
}

function grouped(metrics: MetricInfo[], pick: (text: MetricInfo['title']) => string, t: (key: Key) => string) {
  return [...new Set(metrics.map(m => m.domain))].map(domain => ({
    label: t((`section_${domain}` in SECTIONS ? `section_${domain}` : 'metrics') as Key), title: domain,
    options: metrics.filter(m => m.domain === domain).map(m => ({ value: m.name, label: pick(m.title), title: pick(m.definition) })),
  }))
}
const SECTIONS = { section_customers: 1, section_pipeline: 1, section_channels: 1, section_products: 1, section_team: 1 }

type AnswerProps = { data: Result; metrics: string[]; by: string[]; grain: string; sort: string; asked: Record<string, string | number | string[] | null | undefined> }

function Answer({ data, metrics, by, grain, sort, asked }: AnswerProps) {
  const { t, pick } = useWords()
  const { search, change } = useView()
  const open = useDrill()
  const shape = search.get('shape') === 'table' ? 'table' : 'chart'
  const query: Query = useMemo(() => ({ metrics, by, grain: (grain || null) as Grain | null, where: null, start: asked.from as string || null, end: asked.to as string || null, compare: null, currency: null, order_by: [], limit: null, offset: 0 }), [metrics, by, grain, asked.from, asked.to])
  const frame: BlockData = { status: 'ok', empty: null, columns: data.columns, rows: data.rows, total: data.total, sentence: null, kpis: [], evidence: null, card: null, drill: query, currency: data.currency }
  const block = chartOf(metrics, by, grain)
  const files = (['csv', 'xlsx'] as const).map(format => ({ label: t(format), href: address('/query', { ...asked, limit: 100000, format }) }))
  if (!data.rows.length) return <Card><Empty why={t('nothing')} /></Card>
  const drawing = { block, data: frame, pageId: '', number: 0, asked: {} }
  return (
    <Card exports={files} extra={<Segmented size="small" aria-label={t('view')} value={shape} onChange={v => change({ shape: v === 'table' ? 'table' : '' })} options={[{ value: 'chart', label: t('chart') }, { value: 'table', label: t('table') }]} />} title={metrics.map(m => pick(data.columns.find(c => c.name === m)?.title)).join(' · ')}>
      {shape === 'chart' && data.rows.length > 1 && (block.kind === 'trend' ? <Trend {...drawing} /> : <Bars {...drawing} />)}
      <div style={{ marginTop: shape === 'chart' ? 16 : 0 }}>
        <DataTable columns={data.columns} rows={data.rows} currency={data.currency} sort={sort} onSort={s => change({ sort: s })} {...local(data)}
          onCell={(column, row) => open({ metric: column.name, title: pick(column.title), asked: { ...asked, ...merged(asked.where as string, ofCell(query, data.columns, row)) } })} />
      </div>
      {data.assumptions.map(a => <p key={a.en} className="small soft">※ {pick(a)}</p>)}
      {!grain && !by.length && <Button type="link" onClick={() => change({ grain: 'month' })}>{t('month')}</Button>}
    </Card>
  )
}

const local = (data: Result) => ({ total: data.rows.length, page: 1, size: Math.max(data.rows.length, 1) })
const merged = (where: string, cell: Record<string, unknown>) => ({ ...cell, where: [where && `(${where})`, cell.where].filter(Boolean).join(' and ') }) as Record<string, string>

function chartOf(metrics: string[], by: string[], grain: string): Block {
  const base = { title: null, subtitle: null, span: 12 }
  if (grain) return { ...base, kind: 'trend', x: 'period', y: by.length ? metrics.slice(0, 1) : metrics, forecast: '', target: '', bands: [], series: by.length ? by[0]! : '' }
  return { ...base, kind: 'bars', x: by[0] ?? 'period', y: metrics.slice(0, 2), horizontal: true, stacked: false }
}
