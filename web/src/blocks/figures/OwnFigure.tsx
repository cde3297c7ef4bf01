import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useResultOf, useSession } from '../../client/hooks'
import { ApiProblem, post } from '../../client/http'
import type { Column, Text, Value } from '../../client/types'
import { useWords } from '../../i18n'
import { asNumber, periodWord } from '../../i18n/format'
import { DataTable } from '../../parts/DataTable'
import { SAY } from './words'

export type Said = { series: string; period: string; forecast: number; model: number; person: string; reason: string; issued_at: string; actual: number | null; mine: boolean }
type Record_ = { n: number; closer: number; error: number | null; engine_error: number | null; bias: number | null }
type Props = { series: string; coming: Record<string, Value>[]; currency: string; beside?: string; driven?: Column[]; names?: Record<string, string> }

const ADDRESS = '/forecasts/adjustments'
const MONEY = { unit: 'money' as const }

/** A person's own figure beside a forecast: the form, what was said before, and how good the person's figures were. */
export function OwnFigure({ series, coming, currency, beside = '', driven = [], names }: Props) {
  const may = useSession().data?.user.scopes?.some(s => s === '*' || s === 'forecast:adjust')
  return (
    <div className="ownfigure">
      {may && coming.length > 0 && <Form key={series} series={series} coming={coming} currency={currency} beside={beside} driven={driven} />}
      {may && <Own />}
      <History series={series} currency={currency} names={names} />
    </div>
  )
}

function Form({ series, coming, currency, beside, driven }: Required<Omit<Props, 'names'>>) {
  const { pick, show, language } = useWords()
  const cache = useQueryClient()
  const [period, setPeriod] = useState(String(coming[0]?.period ?? ''))
  const [value, setValue] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const [told, setTold] = useState<{ wrong: boolean; words: string } | null>(null)
  const row = coming.find(r => String(r.period) === period) ?? coming[0]!
  const mean = asNumber(row.mean), share = value !== null && mean ? value / mean - 1 : null
  const keep = () => {
    setTold(null)
    post(ADDRESS, { series, period, value, reason, beside })
      .then(() => { setValue(null); setReason(''); setTold({ wrong: false, words: pick(SAY.kept) }); return cache.invalidateQueries({ queryKey: ['json', ADDRESS] }) })
      .catch((e: unknown) => setTold({ wrong: true, words: e instanceof ApiProblem ? `${e.what(language)} ${e.next(language)}` : String(e) }))
  }
  const parts = driven.map(c => [pick(c.title), asNumber(row[c.name])] as const).filter(([, v]) => v)
  return (
    <>
      <div className="bar">
        <Select aria-label={pick(SAY.period)} value={period} onChange={setPeriod} style={{ minWidth: 120 }} options={coming.map(r => ({ value: String(r.period), label: periodWord(r.period ?? null, language) }))} />
        <InputNumber aria-label={pick(SAY.value)} placeholder={pick(SAY.value)} value={value} onChange={setValue} style={{ width: 160 }} />
        <Input aria-label={pick(SAY.reason)} placeholder={pick(SAY.reason)} value={reason} maxLength={1000} onChange={e => setReason(e.target.value)} style={{ flex: 1, minWidth: 180 }} />
        <Button type="primary" disabled={value === null || reason.trim().length < 3} onClick={keep}>{pick(SAY.keep)}</Button>
      </div>
      <p className="small soft">{pick(SAY.forecast)} <b>{show(row.mean, MONEY, currency)}</b>
        {parts.length > 1 && <>, {pick(SAY.made)} {parts.map(([name, v]) => `${name} ${show(v, MONEY, currency)}`).join(' + ')}</>}
        {row.target !== null && row.target !== undefined && <> · {pick(SAY.target)} {show(row.target, MONEY, currency)}</>}
        {share !== null && <> · <b className={share >= 0 ? 'good' : 'bad'}>{share >= 0 ? '+' : ''}{show(share, { unit: 'ratio' })}</b> {pick(SAY.against)}</>}</p>
      {told && <p role={told.wrong ? 'alert' : 'status'} className={told.wrong ? 'bad' : 'good'}>{told.words}</p>}
    </>
  )
}

/** How good the signed-in person's own figures were, once some have come due. */
function Own() {
  const { pick, show } = useWords()
  const own = useResultOf<Record_>(`${ADDRESS}/record`, {}).data
  if (!own) return null
  if (!own.n) return <p className="small soft">{pick(SAY.noRecord)}</p>
  const values: Record<string, string> = { n: String(own.n), closer: String(own.closer), error: show(own.error, { unit: 'ratio' }), engine: show(own.engine_error, { unit: 'ratio' }), bias: show(own.bias, { unit: 'points' }) }
  return <p>{pick(SAY.record).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')}</p>
}

const column = (name: string, title: Text, unit: Column['unit'], more: Partial<Column> = {}): Column => ({ name, title, unit, role: 'field', good: 'neutral', definition: null, personal: false, opens: '', labels: {}, ...more })

/** What was said, by whom, when and why; and what came of it. With `names` of all series that are known, else of one. */
function History({ series, currency, names }: Pick<Props, 'series' | 'currency' | 'names'>) {
  const { pick } = useWords()
  const [only, setOnly] = useState(false)
  const found = useResultOf<Said[]>(ADDRESS, names && !only ? {} : { series }).data ?? []
  const said = names ? found.filter(s => s.series in names) : found
  if (!found.length && !only) return <p className="small soft">{pick(SAY.none)}</p>
  const came = said.some(s => s.actual !== null)
  const columns = [
    ...(names ? [column('series', SAY.series, 'text')] : []), column('period', SAY.period, 'date', { role: 'period' }), column('figure', SAY.figure, 'money'), column('model', SAY.then, 'money'), column('difference', SAY.difference, 'points'),
    column('person', SAY.who, 'text'), column('issued_at', SAY.when, 'timestamp'), column('reason', SAY.why, 'text'), ...(came ? [column('actual', SAY.came, 'money'), column('off', SAY.off, 'points')] : []),
  ]
  return (
    <>
      <div className="between"><h3>{pick(SAY.history)}</h3>{names && <label><input type="checkbox" checked={only} onChange={e => setOnly(e.target.checked)} /> {pick(SAY.onlyThis)}</label>}</div>
      {said.length ? <DataTable label={pick(SAY.history)} columns={columns} rows={said.slice(0, 50).map(s => cells(s, columns, names))} total={Math.min(said.length, 50)} currency={currency} grain="month" />
        : <p className="small soft">{pick(SAY.none)}</p>}
    </>
  )
}

export function cells(s: Said, columns: Pick<Column, 'name'>[], names?: Record<string, string>): Value[] {
  const known: Record<string, Value> = {
    ...s, series: names?.[s.series] ?? s.series, figure: s.forecast, difference: s.model ? s.forecast / s.model - 1 : null, off: s.actual ? s.forecast / s.actual - 1 : null,
  }
  return columns.map(c => known[c.name] ?? null)
}
