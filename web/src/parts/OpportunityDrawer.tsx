import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router-dom'
import { ReasonList } from '../blocks/Plain'
import { useJson, useSession } from '../client/hooks'
import type { RowMap, Text, Unit } from '../client/types'
import { useWords, type Key } from '../i18n'
import { codeWord } from '../i18n/codes'
import { asNumber } from '../i18n/format'
import { Closing, Now, Stay } from './deal/Ahead'
import { History } from './deal/History'
import { toneOf } from './deal/say'
import { Empty, Trouble } from './States'
import { Waiting } from './Waiting'

type Detail = { fields: RowMap; score: RowMap | null; reasons: RowMap[]; closing: RowMap[]; now: RowMap | null; stages: RowMap[]; history: RowMap[]; activities: RowMap[]; contacts: RowMap[]; lines: RowMap[]; currency: string }

/** One opportunity: probability with its reasons, history, activities, people, products. */
export default function OpportunityDrawer({ id, close }: { id: string | undefined; close: () => void }) {
  const { t } = useWords()
  const { data, error } = useJson<Detail>(`/opportunities/${encodeURIComponent(id ?? '')}`, !!id)
  return (
    <Drawer open={!!id} onClose={close} size="min(560px, 100vw)" title={data && id ? String(data.fields.name ?? id) : t('details')}>
      {error ? <Trouble error={error} /> : data ? <Body detail={data} /> : id ? <Waiting /> : null}
    </Drawer>
  )
}

export const textOf = (row: RowMap, name: string): Text => ({ en: String(row[`${name}_en`] ?? row[name] ?? ''), zh: String(row[`${name}_zh`] ?? row[name] ?? '') })

function Body({ detail }: { detail: Detail }) {
  const { t, show, pick, language } = useWords()
  const asOf = useSession().data?.generation?.as_of ?? ''
  const f = detail.fields
  const probability = asNumber(detail.score?.probability)
  const facts: [Key, string, Unit][] = [['stage', 'stage', 'text'], ['outcome', 'outcome', 'text'], ['owner', 'owner_name', 'text'], ['product', 'product_name', 'text'], ['created', 'created_on', 'date'],
    ['closed', 'closed_on', 'date'], ['channel', 'channel', 'text'], ['forecastCategory', 'forecast_category', 'text'], ['competitor', 'competitor', 'text'], ['lostReason', 'lost_reason', 'text'], ['crmProbability', 'probability', 'ratio']]
  const outcome = String(f.outcome ?? '')
  const said = (name: string) => (name === 'outcome' && ['open', 'won', 'lost'].includes(outcome) ? t(outcome as Key) : f[name] ?? null)
  return (
    <>
      <div className="big">
        <div><small>{t('probability')}</small><b className={toneOf(probability)}>{probability === null ? '–' : show(probability, { unit: 'probability' })}</b>
          {probability !== null && detail.score?.probability_low !== undefined && <div className="small soft">{show(detail.score.probability_low, { unit: 'probability' })} – {show(detail.score.probability_high, { unit: 'probability' })}</div>}</div>
        <div><small>{t('amount')}</small><b>{show(f.amount_base ?? f.amount, { unit: 'money' }, detail.currency)}</b>{f.currency && f.currency !== detail.currency && f.amount !== null && <div className="small soft">{show(f.amount, { unit: 'money' }, String(f.currency))}</div>}</div>
        {f.outcome === 'open' && <div><small>{t('expectedClose')}</small><b className={detail.now?.overdue ? 'day bad' : 'day'}>{show(f.expected_close_on ?? null, { unit: 'date' })}</b></div>}
      </div>
      {detail.now && <Now now={detail.now} asOf={asOf} />}
      {f.account_id && <p style={{ marginBottom: 12 }}>{t('account')}: <Link to={`/accounts/${encodeURIComponent(String(f.account_id))}`}>{String(f.account_name ?? f.account_id)}</Link></p>}
      <dl className="facts">{facts.filter(([, name]) => f[name] !== null && f[name] !== undefined && f[name] !== '').map(([key, name, unit]) => <div key={name}><dt>{t(key)}</dt><dd>{show(said(name), { unit })}</dd></div>)}</dl>
      <h3>{t('why')}</h3>
      {detail.reasons.length ? <ReasonList reasons={detail.reasons.map(r => ({ label: pick(textOf(r, 'label')), points: asNumber(r.points) }))} /> : <Empty why={t('notScored')} />}
      {detail.closing.length > 0 && f.outcome === 'open' && <Closing months={detail.closing} score={detail.score} />}
      <Stay stages={detail.stages} />
      <History rows={detail.history} currency={String(f.currency ?? detail.currency)} />
      <Lines title={t('activities')} rows={detail.activities} line={r => [String(r.occurred_at ?? '').slice(0, 10), codeWord('activity', r.kind, language) ?? String(r.kind ?? ''), [r.contact_name, r.outcome].filter(Boolean).join(' · '), String(r.owner_name ?? '')]} />
      <Lines title={t('contacts')} rows={detail.contacts} line={r => ['', String(r.role ?? ''), [r.full_name, r.title].filter(Boolean).join(' · '), String(r.phone ?? '')]} />
      <Lines title={t('lines')} rows={detail.lines} line={r => [`${r.line_no ?? ''}`, '', String(r.product_name ?? r.product_id ?? ''), `${show(r.quantity, { unit: 'quantity' })} × ${show(r.unit_price, { unit: 'unit_price' }, String(f.currency ?? ''))}`]} />
    </>
  )
}

type LineOf = (row: RowMap) => [string, string, ReactNode, ReactNode]

/** When, what kind, what, and more; a column that no row fills takes no room. */
export function Lines({ title, rows, line }: { title: string; rows: RowMap[]; line: LineOf }) {
  if (!rows.length) return null
  const said = rows.map(line)
  const [when, kind] = [said.some(l => l[0]), said.some(l => l[1])]
  const columns = [when && '86px', kind && 'min(104px, 17vw)', 'minmax(0, 1fr)', 'auto'].filter(Boolean).join(' ')
  return (
    <>
      {title && <h3>{title}</h3>}
      <ul className="line">{said.map(([at, of, what, more], i) => (
        <li key={i} style={{ gridTemplateColumns: columns }}>{when && <time>{at}</time>}{kind && <span className="small soft cut" title={of}>{of}</span>}<span>{what}</span><span className="small soft">{more}</span></li>))}</ul>
    </>
  )
}
