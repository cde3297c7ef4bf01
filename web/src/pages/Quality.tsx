import { useJson } from '../client/hooks'
import type { PageSpec, Result } from '../client/types'
import { useWords } from '../i18n'
import { asNumber } from '../i18n/format'
import { records } from '../parts/records'
import { Trouble } from '../parts/States'
import { Tabs } from '../parts/Tabs'
import { useView } from '../shell/view'
import { Gaps } from './quality/Gaps'
import { Health } from './quality/Health'
import { Assumptions, Loads, Quarantine } from './quality/Lists'
import { Rules } from './quality/Rules'
import { Same } from './quality/Same'
import { SAME_WORDS } from './quality/sameWords'
import { Waiting } from '../parts/Waiting'

export type QualityData = Partial<Record<'tables' | 'rules' | 'gaps' | 'assumptions' | 'loads' | 'quarantine', Result>> & { currency: string }

/** The state of the data: how healthy, what is wrong and what it costs, what is missing, what was assumed. */
export default function Quality({ page: _page }: { page: PageSpec }) {
  const { data, error } = useJson<QualityData>('/quality')
  if (error) return <Trouble error={error} />
  if (!data) return <Waiting />
  return <Parts data={data} />
}

function Parts({ data }: { data: QualityData }) {
  const { t, show, language } = useWords()
  const { search, change } = useView()
  const rules = records(data.rules)
  const bad = rules.filter(r => r.status === 'bad')
  const count = (n: number) => (n ? ` ${show(n, { unit: 'count' })}` : '')
  return (
    <>
      <Summary data={data} />
      <Tabs label={t('health')} active={search.get('tab') ?? 'rules'} onChange={tab => change({ tab: tab === 'rules' ? '' : tab, rule: '' })} items={[
        { key: 'rules', label: t('rules') + count(bad.length), children: <Rules rules={rules} currency={data.currency} /> },
        { key: 'health', label: t('health'), children: <Health tables={records(data.tables)} currency={data.currency} /> },
        { key: 'same', label: SAME_WORDS[language].title, children: <Same /> },
        { key: 'gaps', label: t('gaps'), children: <Gaps gaps={records(data.gaps)} /> },
        { key: 'assumptions', label: t('assumptions') + count(data.assumptions?.total ?? 0), children: <Assumptions rows={records(data.assumptions)} /> },
        { key: 'quarantine', label: t('quarantine') + count(data.quarantine?.total ?? 0), children: <Quarantine rows={records(data.quarantine)} total={data.quarantine?.total ?? 0} /> },
        { key: 'loads', label: t('loads'), children: <Loads rows={records(data.loads)} /> },
      ]} />
    </>
  )
}

function Summary({ data }: { data: QualityData }) {
  const { t, show } = useWords()
  const [tables, rules] = [records(data.tables), records(data.rules)]
  const rows = tables.reduce((sum, r) => sum + (asNumber(r.rows) ?? 0), 0)
  const weighted = tables.reduce((sum, r) => sum + (asNumber(r.rows) ?? 0) * (asNumber(r.health) ?? 0), 0)
  const bad = rules.filter(r => r.status === 'bad')
  const worst = bad.reduce<number>((most, r) => Math.max(most, asNumber(r.money) ?? 0), 0)
  const items: [string, string, string][] = [
    [t('healthOverall'), rows ? show(weighted / rows / 100, { unit: 'ratio' }) : '–', t('total', { n: show(rows, { unit: 'count' }) })],
    [t('rulesBad'), show(bad.length, { unit: 'count' }), t('rulesChecked', { n: rules.filter(r => r.status !== 'not_applicable').length })],
    [t('moneyAtRisk'), worst ? `≥ ${show(worst, { unit: 'money' }, data.currency)}` : '–', t('moneyNote')],
    [t('quarantine'), show(data.quarantine?.total ?? 0, { unit: 'count' }), t('loads') + ' ' + show(data.loads?.total ?? 0, { unit: 'count' })],
  ]
  return <div className="kpis" style={{ marginBottom: 8 }}>{items.map(([label, value, below]) => <section key={label} className="card kpi still"><span className="label">{label}</span><div className="value">{value}</div><div className="delta">{below}</div></section>)}</div>
}
