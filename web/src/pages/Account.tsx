import { Segmented } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router-dom'
import { Bars } from '../blocks/Bars'
import { useJson } from '../client/hooks'
import type { Block, BlockData, Column, RowMap, Unit, Value } from '../client/types'
import { useWords, type Key } from '../i18n'
import { codeWord, withoutSource } from '../i18n/codes'
import { Card } from '../parts/Card'
import { useOpportunity } from '../parts/opening'
import { Lines } from '../parts/OpportunityDrawer'
import { OutlookCard, type Outlook } from '../parts/account/Outlook'
import { Empty, Trouble } from '../parts/States'
import { Tabs } from '../parts/Tabs'
import { Waiting } from '../parts/Waiting'

type Detail = { fields: RowMap; kpis: RowMap; rfm: RowMap | null; outlook: Outlook; monthly: RowMap[]; contacts: RowMap[]; opportunities: RowMap[]; orders: RowMap[]; payments: RowMap[]; tickets: RowMap[]; products: RowMap[]; timeline: RowMap[]; currency: string }

export default function Account() {
  const { id = '' } = useParams()
  const { t, language } = useWords()
  const { data, error } = useJson<Detail>(`/accounts/${encodeURIComponent(id)}`)
  if (error) return <Trouble error={error} />
  if (!data) return <Waiting />
  const segment = codeWord('segment', data.rfm?.segment, language) ?? ''
  return (
    <>
      <div className="head"><div><h1>{String(data.fields.name ?? data.fields.account_id)}{segment && <span className="tag is-accent" style={{ marginLeft: 10, verticalAlign: 'middle' }}>{segment}</span>}</h1><p>{[data.fields.industry, data.fields.region, data.fields.city, data.fields.owner_name].filter(Boolean).join(' · ')}</p></div></div>
      <Numbers detail={data} />
      <div className="two sidefirst" style={{ marginTop: 14 }}>
        <div className="stack"><Revenue detail={data} /><Timeline detail={data} /></div>
        <div className="stack"><OutlookCard outlook={data.outlook} currency={data.currency} /><Facts detail={data} /><Card title={t('products')}>{data.products.length ? <Lines title="" rows={data.products.slice(0, 12)} line={r => [String(r.last_on ?? ''), '', String(r.product ?? r.product_id), <Money key="m" value={r.net_revenue} currency={data.currency} />]} /> : <Empty why={t('nothing')} />}</Card></div>
      </div>
    </>
  )
}

function Money({ value, currency }: { value: RowMap[string] | undefined; currency: string }) {
  const { show } = useWords()
  return <>{show(value, { unit: 'money' }, currency)}</>
}

function Numbers({ detail }: { detail: Detail }) {
  const { t, show } = useWords()
  const k = detail.kpis
  const items: [Key, RowMap[string] | undefined, Unit][] = [['revenue', k.net_revenue, 'money'], ['revenue12', k.net_revenue_last_year, 'money'], ['orders', k.orders, 'count'], ['lastOrder', k.last_order_on, 'date'], ['openAmount', k.open_amount, 'money'], ['collected', k.collected, 'money']]
  return (
    <div className="kpis">
      {items.map(([key, value, unit]) => <section key={key} className="card kpi" style={{ cursor: 'default', margin: 0 }}><span className="label">{t(key)}</span><div className="value" style={unit === 'date' ? { fontSize: 19 } : undefined}>{show(value, { unit }, detail.currency)}</div></section>)}
    </div>
  )
}

/** Months without an order are zero, not absent. */
export function everyMonth(monthly: RowMap[]): Value[][] {
  const known = new Map(monthly.map(r => [String(r.period).slice(0, 7), r.net_revenue ?? null]))
  const months = [...known.keys()].sort()
  const [first, last] = [months[0], months.at(-1)]
  if (!first || !last) return []
  const rows: Value[][] = []
  for (let [year, month] = first.split('-').map(Number) as [number, number]; ; month === 12 ? (year++, month = 1) : month++) {
    const name = `${year}-${String(month).padStart(2, '0')}`
    rows.push([`${name}-01`, known.get(name) ?? 0])
    if (name >= last) return rows
  }
}

function Revenue({ detail }: { detail: Detail }) {
  const { t } = useWords()
  const column = (name: string, key: Key, unit: Unit): Column => ({ name, title: { en: t(key), zh: t(key) }, unit, role: 'field', good: 'up', definition: null, personal: false, opens: '', labels: {} })
  const data: BlockData = { status: 'ok', empty: null, columns: [column('period', 'month', 'date'), column('net_revenue', 'revenue', 'money')], rows: everyMonth(detail.monthly), total: detail.monthly.length, sentence: null, kpis: [], evidence: null, card: null, drill: null, currency: detail.currency }
  const block: Block = { kind: 'bars', title: { en: t('monthlyRevenue'), zh: t('monthlyRevenue') }, subtitle: null, span: 12, x: 'period', y: ['net_revenue'], horizontal: false, stacked: false }
  return <Card title={t('monthlyRevenue')}>{detail.monthly.length ? <Bars block={block} data={data} pageId="" number={0} asked={{}} /> : <Empty why={t('nothing')} />}</Card>
}

function Facts({ detail }: { detail: Detail }) {
  const { t, show, language } = useWords()
  const items: [Key, string, Unit][] = [['industry', 'industry', 'text'], ['region', 'region', 'text'], ['country', 'country', 'text'], ['city', 'city', 'text'], ['phone', 'phone', 'text'], ['address', 'address', 'text'], ['owner', 'owner_name', 'text'], ['channel', 'channel', 'text'], ['created', 'created_on', 'date']]
  return (
    <Card title={t('details')}>
      <dl className="facts">{items.filter(([, name]) => detail.fields[name]).map(([key, name, unit]) => <div key={name}><dt>{t(key)}</dt><dd>{codeWord(name, detail.fields[name], language) ?? show(detail.fields[name], { unit })}</dd></div>)}</dl>
      <Lines title={t('contacts')} rows={detail.contacts} line={r => ['', String(r.title ?? ''), String(r.full_name ?? ''), String(r.phone ?? r.email ?? '')]} />
    </Card>
  )
}

const FIRST = 15, MORE = 50
/** A number as people know it, without the system that it came from. */
const numberOf = (value: Value | undefined) => withoutSource(value) ?? String(value ?? '')
const KINDS = ['all', 'order', 'payment', 'opportunity', 'ticket', 'activity', 'feedback'] as const
const group = (kind: unknown) => (kind === 'won' || kind === 'lost' || kind === 'opportunity' ? 'opportunity' : String(kind))

function Timeline({ detail }: { detail: Detail }) {
  const { t, show, language } = useWords()
  const open = useOpportunity()
  const [kind, setKind] = useState<string>('all')
  const present = new Set(detail.timeline.map(r => group(r.kind)))
  const rows = detail.timeline.filter(r => kind === 'all' || group(r.kind) === kind)
  const word = (r: RowMap) => (group(r.kind) === 'opportunity' ? <button type="button" className="link" onClick={() => open(String(r.id))}>{String(r.detail ?? r.id)}</button> : codeWord('activity', r.detail, language) ?? numberOf(r.detail ?? r.id))
  const line = (r: RowMap): [string, string, React.ReactNode, React.ReactNode] => [String(r.at_day ?? ''), t(String(r.kind) as Key), word(r), r.amount === null ? '' : show(r.amount, { unit: 'money' }, detail.currency)]
  return (
    <Card title={t('timeline')} extra={<div className="scroll"><Segmented size="small" aria-label={t('timeline')} value={kind} onChange={setKind} options={KINDS.filter(k => k === 'all' || present.has(k)).map(k => ({ value: k, label: t(k) }))} /></div>}>
      {rows.length ? <Some key={kind} rows={rows} line={line} /> : <Empty why={t('nothing')} />}
      <Orders detail={detail} />
    </Card>
  )
}

/** The first lines of a long list, and more for who asks. */
function Some({ rows, line }: { rows: RowMap[]; line: Parameters<typeof Lines>[0]['line'] }) {
  const { t } = useWords()
  const [most, setMost] = useState(FIRST)
  return (
    <>
      <Lines title="" rows={rows.slice(0, most)} line={line} />
      {rows.length > most && <button type="button" className="link" onClick={() => setMost(most + MORE)}>{t('moreRows')}</button>}
    </>
  )
}

function Orders({ detail }: { detail: Detail }) {
  const { t, show } = useWords()
  const tabs = [
    { key: 'orders', label: t('orders'), rows: detail.orders, line: (r: RowMap): [string, string, string, string] => [String(r.ordered_on ?? ''), String(r.status ?? ''), [numberOf(r.order_id), r.channel].filter(Boolean).join(' · '), show(r.net_revenue, { unit: 'money' }, detail.currency)] },
    { key: 'payments', label: t('payments'), rows: detail.payments, line: (r: RowMap): [string, string, string, string] => [String(r.paid_on ?? ''), '', numberOf(r.payment_id), show(r.amount, { unit: 'money' }, detail.currency)] },
    { key: 'tickets', label: t('tickets'), rows: detail.tickets, line: (r: RowMap): [string, string, string, string] => [String(r.opened_on ?? ''), String(r.severity ?? ''), numberOf(r.ticket_id), String(r.closed_on ?? t('open'))] },
  ].filter(tab => tab.rows.length)
  if (!tabs.length) return null
  return <Tabs label={t('details')} items={tabs.map(({ key, label, rows, line }) => ({ key, label: `${label} ${rows.length}`, children: <Some rows={rows} line={line} /> }))} />
}
