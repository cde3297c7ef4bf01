import { Tooltip } from 'antd'
import type { KpiValue, Value } from '../client/types'
import { useWords } from '../i18n'
import { asNumber, change } from '../i18n/format'
import { ofRows, useDrill } from '../parts/drill'
import type { BlockProps } from './Block'

export function Kpis({ data, asked }: BlockProps) {
  return <div className="kpis">{data.kpis.map(k => <KpiCard key={k.metric} kpi={k} currency={data.currency} against={String(asked.compare ?? '')} />)}</div>
}

export function KpiCard({ kpi, currency, against = '' }: { kpi: KpiValue; currency: string; against?: string }) {
  const { t, pick, show, language } = useWords()
  const open = useDrill()
  const [now, before] = [asNumber(kpi.value), asNumber(kpi.before)]
  const moved = now !== null && before !== null ? change(now, before, kpi.column.unit, language) : null
  const up = now !== null && before !== null && now >= before
  const tone = kpi.column.good === 'neutral' || now === before ? 'soft' : up === (kpi.column.good === 'up') ? 'good' : 'bad'
  const share = kpi.attainment === null ? null : Math.round(kpi.attainment * 100)
  const title = pick(kpi.column.title)
  return (
    <button type="button" className="card kpi" onClick={() => kpi.rows && open({ metric: kpi.metric, title, asked: ofRows(kpi.rows) })}>
      <Tooltip title={pick(kpi.column.definition)}><span className="label">{title}</span></Tooltip>
      <div className="value" title={kpi.why ? pick(kpi.why) : String(kpi.value ?? '')}>{show(kpi.value, kpi.column, currency)}</div>
      <div className="delta">{moved ? <><b className={tone}>{now === before ? '=' : up ? '▲' : '▼'} {moved}</b> {t(against === 'previous' ? 'vsPrevious' : 'vsLastYear')}</> : kpi.why ? <span className="told">{pick(kpi.why)}</span> : ' '}</div>
      <Spark points={kpi.spark} />
      {share !== null && <>
        <div className="progress" role="progressbar" aria-valuenow={Math.min(share, 100)} aria-valuemin={0} aria-valuemax={100} aria-label={`${title} ${t('ofTarget')}`}><i style={{ width: `${Math.min(100, share)}%` }} /></div>
        <div className="between"><span>{kpi.target_of ? pick(kpi.target_of) : t('target')} {show(kpi.target, kpi.column, currency)}</span><b>{share}%</b></div></>}
    </button>
  )
}

/** The shape of the last periods; whether they are good news is the change's to say. */
export function Spark({ points }: { points: [string, Value][] }) {
  const values = points.map(p => asNumber(p[1]))
  const known = values.filter((v): v is number => v !== null)
  if (known.length < 2) return <div className="spark" />
  const low = Math.min(...known), range = Math.max(...known) - low || 1
  const at = values.flatMap((v, i) => (v === null ? [] : [`${((i / (values.length - 1)) * 100).toFixed(2)},${(34 - ((v - low) / range) * 30).toFixed(2)}`]))
  return (
    <svg className="spark" viewBox="0 0 100 38" preserveAspectRatio="none" aria-hidden>
      <polygon points={`0,38 ${at.join(' ')} 100,38`} fill="var(--accent)" opacity=".1" />
      <polyline points={at.join(' ')} fill="none" stroke="var(--accent)" strokeWidth="1.8" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
