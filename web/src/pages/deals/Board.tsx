import { Select } from 'antd'
import { useState, useSyncExternalStore } from 'react'
import { useResult, type Asked } from '../../client/hooks'
import type { PageSpec, RowMap, Text } from '../../client/types'
import { useWords } from '../../i18n'
import { asNumber } from '../../i18n/format'
import { Chance } from '../../parts/deal/Chips'
import { labelOf, shortDay, useSay } from '../../parts/deal/say'
import type { Word } from '../../parts/deal/words'
import { useOpportunity } from '../../parts/opening'
import { records } from '../../parts/records'
import { SearchBox } from '../../parts/SearchBox'
import { Empty, Trouble } from '../../parts/States'
import { Tabs } from '../../parts/Tabs'
import { Waiting } from '../../parts/Waiting'
import { FilterBar } from '../../shell/FilterBar'
import { askedOf, useView } from '../../shell/view'

const STEP = 12
const ORDERS: [string, Word, string][] = [
  ['', 'by_expected', '-expected_amount,-amount'], ['amount', 'by_amount', '-amount'], ['probability', 'by_probability', '-probability'], ['close', 'by_close', 'expected_close_on'], ['stuck', 'by_stuck', '-days_in_stage'],
]
const NARROW = '(max-width: 760px)'
const useNarrow = () => useSyncExternalStore(
  change => { const query = matchMedia(NARROW); query.addEventListener('change', change); return () => query.removeEventListener('change', change) }, () => matchMedia(NARROW).matches)
const is = (field: string, value: string) => (value ? `${field} = '${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'` : `${field} is empty`)

/** Open deals by stage, with their sums; on a phone one stage at a time. */
export default function Board({ page }: { page: PageSpec }) {
  const { t } = useWords()
  const say = useSay()
  const narrow = useNarrow()
  const { view, search, change } = useView()
  const asked = askedOf(view, page.filters)
  const { data, error } = useResult('/lists/deal_stages', { ...asked, size: 200 })
  const stages = records(data)
  const pipelines = [...new Set(stages.map(s => String(s.pipeline)))]
  const largest = [...pipelines].sort((a, b) => sum(stages, b) - sum(stages, a))[0] ?? ''
  const pipeline = pipelines.includes(search.get('pipeline') ?? '') ? search.get('pipeline')! : largest
  const own = stages.filter(s => s.pipeline === pipeline)
  const words = search.get('search') ?? ''
  const order = ORDERS.find(([name]) => name === (search.get('order') ?? '')) ?? ORDERS[0]!
  const column = (stage: RowMap) => (
    <Column key={String(stage.stage)} stage={stage} sort={order[2]} asked={{ ...asked, search: words, match: `${is('pipeline', pipeline)} and ${is('stage', String(stage.stage))}` }} bare={narrow} />)
  const most = Math.max(1, ...own.map(s => asNumber(s.amount) ?? 0))
  const titled = (s: RowMap) => String(s.stage || say('noStage'))
  return (
    <>
      <FilterBar filters={page.filters} />
      <div className="bar">
        <SearchBox label={t('search')} hint={t('searchHint')} value={words} onSearch={v => change({ search: v })} />
        {pipelines.length > 1 && <Select aria-label={t('pipeline')} value={pipeline} style={{ minWidth: 150 }} onChange={v => change({ pipeline: v })} options={pipelines.map(p => ({ value: p, label: p || '–' }))} />}
        <Select aria-label={say('sort')} value={order[0]} style={{ minWidth: 140 }} onChange={v => change({ order: v })} options={ORDERS.map(([value, word]) => ({ value, label: say(word) }))} />
      </div>
      {error ? <Trouble error={error} /> : !data ? <Waiting /> : !own.length ? <Empty why={say('noDeals')} />
        : narrow ? <Tabs label={say('stages')} active={search.get('stage') ?? String(own[0]!.stage)} onChange={v => change({ stage: v })} items={own.map(s => ({ key: String(s.stage), label: `${titled(s)} ${s.deals}`, children: <><Head stage={s} most={most} bare />{column(s)}</> }))} />
          : <div className="scroll boardscroll" tabIndex={0} role="region" aria-label={page.title.en}><div className="board" style={{ gridTemplateColumns: `repeat(${own.length}, minmax(236px, 1fr))` }}>{own.map(s => (
            <section key={String(s.stage)} className="lane" aria-label={titled(s)}><Head stage={s} most={most} />{column(s)}</section>))}</div></div>}
    </>
  )
}
const sum = (stages: RowMap[], pipeline: string) => stages.filter(s => s.pipeline === pipeline).reduce((n, s) => n + (asNumber(s.deals) ?? 0), 0)

/** A stage's sums: what stands here, and how much of it should come in. */
function Head({ stage, most, bare }: { stage: RowMap; most: number; bare?: boolean }) {
  const { show } = useWords()
  const say = useSay()
  const [amount, expected] = [asNumber(stage.amount) ?? 0, asNumber(stage.expected_amount)]
  return (
    <header className="lanehead">
      {!bare && <h2><span className="cut">{String(stage.stage || say('noStage'))}</span><span className="tag">{show(stage.deals, { unit: 'count' })}</span></h2>}
      <div className="between"><b>{show(amount, { unit: 'money' })}</b>{expected !== null && <span>{say('expected', { amount: show(expected, { unit: 'money' }) })}</span>}</div>
      <div className="lanebar" aria-hidden><i style={{ width: `${(amount / most) * 100}%` }}><b style={{ width: `${amount ? Math.min(100, ((expected ?? 0) / amount) * 100) : 0}%` }} /></i></div>
    </header>
  )
}

function Column({ asked, sort, stage, bare }: { asked: Asked; sort: string; stage: RowMap; bare?: boolean }) {
  const { show } = useWords()
  const say = useSay()
  const [count, setCount] = useState(STEP)
  const { data, error } = useResult('/lists/open_deals', { ...asked, sort, size: count }, asNumber(stage.deals) !== 0)
  if (error) return <Trouble error={error} />
  if (asNumber(stage.deals) === 0 || (data && !data.rows.length)) return <p className="soft small lanenone">{say('noneHere')}</p>
  if (!data) return <Waiting lines={bare ? 5 : 8} />
  const left = data.total - data.rows.length
  return (
    <>
      <ul className="cards">{records(data).map(deal => <li key={String(deal.opportunity_id)}><DealCard deal={deal} currency={data.currency} asOf={data.as_of ?? ''} states={data.columns.find(c => c.name === 'health_class')?.labels ?? {}} /></li>)}</ul>
      {left > 0 && <button type="button" className="textbutton wide" onClick={() => setCount(c => Math.min(1000, c + STEP * 2))}>{say('more', { n: show(Math.min(left, STEP * 2), { unit: 'count' }) })}</button>}
    </>
  )
}

function DealCard({ deal, currency, asOf, states }: { deal: RowMap; currency: string; asOf: string; states: Record<string, Text> }) {
  const { show, language } = useWords()
  const say = useSay()
  const open = useOpportunity()
  const late = asNumber(deal.days_over) ?? 0
  const day = String(deal.expected_close_on ?? '')
  const state = deal.health_class ? String(deal.health_class) : ''
  return (
    <button type="button" className={`dealcard${state ? ` h-${state}` : ''}`} onClick={() => open(String(deal.opportunity_id))}>
      <span className="dealname">{String(deal.name ?? deal.opportunity_id)}</span>
      <span className="soft small cut">{[deal.account_name, deal.owner_name].filter(Boolean).join(' · ')}</span>
      <span className="dealline"><b>{show(deal.amount, { unit: 'money' }, currency)}</b><Chance value={deal.probability} /></span>
      <span className="dealline small soft">
        {day ? <span className={late > 0 ? 'bad' : ''} title={`${say('closes')} ${day}`}>{day.slice(0, 4) === asOf.slice(0, 4) ? shortDay(day) : day}{late > 0 ? ` · ${say('late', { n: late })}` : ''}</span> : <span>–</span>}
        <span>{state && state !== 'healthy' && <span className={`tag ${state === 'critical' ? 'is-bad' : 'is-warn'}`}>{labelOf(states, state, language)}</span>} {deal.days_in_stage !== null && say('inStage', { n: String(deal.days_in_stage) })}</span>
      </span>
    </button>
  )
}
