import { Input, Segmented, Select } from 'antd'
import { useMemo } from 'react'
import { Bars } from '../blocks/Bars'
import { Trend } from '../blocks/Trend'
import { useCatalogue, useChoices, useResult, useSession, type Asked } from '../client/hooks'
import { address } from '../client/http'
import type { Grain, MetricInfo, PageSpec, Query, Result } from '../client/types'
import { useWords, type Key } from '../i18n'
import { Card } from '../parts/Card'
import { DataTable } from '../parts/DataTable'
import { ofCell, useDrill } from '../parts/drill'
import { domainWord } from '../parts/records'
import { Empty, Trouble } from '../parts/States'
import { FilterBar } from '../shell/FilterBar'
import { span } from '../shell/periods'
import { askedOf, useView } from '../shell/view'
import { frameOf, labelled, pictures, type Picture } from './explorer'
import { Waiting } from '../parts/Waiting'

const GRAINS: Grain[] = ['day', 'week', 'month', 'quarter', 'year']
const USUAL = 'last12'
const list = (text: string | null) => (text ?? '').split(',').filter(Boolean)

/** The days that are asked for: those of the address, otherwise the last twelve months. */
function useDays(): { from: string; to: string } {
  const { view } = useView()
  const session = useSession().data
  const first = useChoices().data?.first_day ?? ''
  if (view.from || view.to || !session?.generation) return { from: view.from, to: view.to }
  const [from, to] = span(USUAL, session.generation.as_of, first, session.calendar.fiscal_year_start)
  return { from, to }
}

/** Any metric by any dimension: everything that is chosen stands in the address. */
export default function Explorer({ page }: { page: PageSpec }) {
  const { view, search } = useView()
  const metrics = list(search.get('metrics') ?? 'net_revenue,orders')
  const by = list(search.get('by'))
  const said = search.get('grain') ?? (by.length ? 'whole' : 'month')
  const grain = said === 'whole' ? '' : said
  const sort = search.get('sort') ?? ''
  const asked = { ...askedOf(view, page.filters), ...useDays(), metrics: metrics.join(','), by: by.join(','), grain, order_by: sort, compare: view.compare || 'last_year', limit: 2000 }
  const { data, error } = useResult('/query', { ...asked, full: '1' }, metrics.length > 0)
  return (
    <>
      <FilterBar filters={page.filters} usual={USUAL} />
      <Card><Question metrics={metrics} by={by} grain={grain} /></Card>
      {error ? <Card><Trouble error={error} /></Card> : !data ? <Card><Waiting /></Card> : <Answer data={data} metrics={metrics} by={by} grain={grain} sort={sort} asked={asked} />}
    </>
  )
}

function Question({ metrics, by, grain }: { metrics: string[]; by: string[]; grain: string }) {
  const { t, pick } = useWords()
  const { view, change } = useView()
  const catalogue = useCatalogue().data
  const infos = (catalogue?.metrics ?? []).filter(m => metrics.includes(m.name))
  const possible = common(infos)
  return (
    <>
      <div className="bar" style={{ marginBottom: 8 }}>
        <Select mode="multiple" aria-label={t('metrics')} placeholder={t('pickMetric')} style={{ minWidth: 'min(280px, 100%)', flex: 2 }} value={metrics} onChange={v => change({ metrics: v.join(',') })} options={grouped(catalogue?.metrics ?? [], pick, t)} showSearch={{ optionFilterProp: 'label' }} maxCount={6} />
        <Select mode="multiple" aria-label={t('dimensions')} placeholder={t('pickDimension')} style={{ minWidth: 200, flex: 1 }} value={by} onChange={v => change({ by: v.join(','), sort: '' })} maxCount={3} showSearch={{ optionFilterProp: 'label' }}
          options={(catalogue?.dimensions ?? []).filter(d => possible.has(d.name)).map(d => ({ value: d.name, label: pick(d.title) }))} />
        <Select aria-label={t('grain')} style={{ minWidth: 104 }} value={grain || 'whole'} onChange={v => change({ grain: v, sort: '' })} options={[{ value: 'whole', label: t('whole') }, ...GRAINS.map(g => ({ value: g, label: t(g) }))]} />
      </div>
      <Input.Search key={view.where} allowClear aria-label={t('condition')} placeholder={t('condition')} defaultValue={view.where} onSearch={v => change({ where: v })} />
    </>
  )
}

function common(infos: MetricInfo[]): Set<string> {
  const [first, ...rest] = infos.map(m => new Set(m.dimensions))
  return new Set([...(first ?? [])].filter(name => rest.every(set => set.has(name))))
}

function grouped(metrics: MetricInfo[], pick: (text: MetricInfo['title']) => string, t: (key: Key) => string) {
  return [...new Set(metrics.map(m => m.domain))].map(domain => ({
    label: domainWord(domain, t), title: domain,
    options: metrics.filter(m => m.domain === domain).map(m => ({ value: m.name, label: pick(m.title), title: pick(m.definition) })),
  }))
}

type AnswerProps = { data: Result; metrics: string[]; by: string[]; grain: string; sort: string; asked: Asked }

function Answer({ data, metrics, by, grain, sort, asked }: AnswerProps) {
  const { t, pick, show } = useWords()
  const { search, change } = useView()
  const open = useDrill()
  const shape = search.get('shape') === 'table' ? 'table' : 'chart'
  const drawn = useMemo(() => {
    const query: Query = { metrics, by, grain: (grain || null) as Grain | null, where: null, start: (asked.from as string) || null, end: (asked.to as string) || null, compare: null, currency: null, order_by: [], limit: null, offset: 0 }
    const frame = frameOf(data, query)
    return { query, pictures: data.rows.length > 1 ? pictures(labelled(frame, by, (v, c) => show(v, c)), metrics, by, grain, !!sort) : [] }
  }, [data, metrics.join(), by.join(), grain, sort, asked.from, asked.to, show]) // eslint-disable-line react-hooks/exhaustive-deps -- lists are compared by their words
  const files = (['csv', 'xlsx'] as const).map(format => ({ label: t(format), href: address('/query', { ...asked, limit: 100000, format }) }))
  if (!data.rows.length) return <Card><Empty why={t('nothing')} /></Card>
  return (
    <Card exports={files} extra={<Segmented size="small" aria-label={t('view')} value={shape} onChange={v => change({ shape: v === 'table' ? 'table' : '' })} options={[{ value: 'chart', label: t('chart') }, { value: 'table', label: t('table') }]} />} title={metrics.map(m => pick(data.columns.find(c => c.name === m)?.title)).join(' · ')} subtitle={asked.from ? `${String(asked.from)} – ${String(asked.to)}` : undefined}>
      {shape === 'chart' && <Pictures pictures={drawn.pictures} />}
      <DataTable columns={data.columns} rows={data.rows} total={data.rows.length} currency={data.currency} sort={sort} grain={drawn.query.grain} onSort={s => change({ sort: s })}
        onCell={(column, row) => open({ metric: column.name, title: pick(column.title), asked: { ...asked, ...merged(String(asked.where ?? ''), ofCell(drawn.query, data.columns, row)) } })} />
      {data.assumptions.map(a => <p key={a.en} className="small soft">※ {pick(a)}</p>)}
    </Card>
  )
}

function Pictures({ pictures }: { pictures: Picture[] }) {
  const { pick } = useWords()
  if (!pictures.length) return null
  return (
    <div className="pictures">{pictures.map(({ key, block, data }) => {
      const drawing = { block, data, pageId: '', number: 0, asked: {} }
      return <figure key={key}>{pictures.length > 1 && <figcaption className="small soft">{pick(block.title)}</figcaption>}{block.kind === 'trend' ? <Trend {...drawing} /> : <Bars {...drawing} />}</figure>
    })}</div>
  )
}

const merged = (where: string, cell: Asked): Asked => ({ ...cell, where: [where && `(${where})`, cell.where].filter(Boolean).join(' and ') })
