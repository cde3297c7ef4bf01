import { useMemo } from 'react'
import { Link } from 'react-router-dom'
import { useJson } from '../client/hooks'
import type { DimensionInfo, MetricInfo, PageSpec } from '../client/types'
import { useWords, type Key } from '../i18n'
import { Card } from '../parts/Card'
import { domainWord, grouped } from '../parts/records'
import { SearchBox } from '../parts/SearchBox'
import { Empty, Trouble } from '../parts/States'
import { useView } from '../shell/view'
import { Waiting } from '../parts/Waiting'

type Words = { metrics: MetricInfo[]; dimensions: DimensionInfo[] }

/** What every number means: one definition each, the one that the compiler computes. */
export default function Glossary({ page: _page }: { page: PageSpec }) {
  const { t } = useWords()
  const { search, change } = useView()
  const { data, error } = useJson<Words>('/glossary')
  const wanted = (search.get('search') ?? '').trim().toLowerCase()
  const metrics = useMemo(() => (data?.metrics ?? []).filter(m => matches(m, wanted)), [data, wanted])
  if (error) return <Trouble error={error} />
  if (!data) return <Waiting />
  const dimensions = data.dimensions.filter(d => matches(d, wanted))
  const names = new Map(data.dimensions.map(d => [d.name, d]))
  return (
    <div className="stack">
      <div className="bar" style={{ margin: 0 }}><SearchBox label={t('searchGlossary')} value={search.get('search') ?? ''} onSearch={v => change({ search: v })} />
        <span className="soft small">{t('metricCount', { n: metrics.length })} · {t('dimensionCount', { n: dimensions.length })}</span></div>
      {!metrics.length && !dimensions.length && <Empty why={t('nothing')} />}
      {[...grouped(metrics, m => m.domain)].map(([domain, group]) => (
        <Card key={domain} title={domainWord(domain, t)}>
          <dl className="glossary">{group.map(m => <Entry key={m.name} metric={m} dimensions={names} />)}</dl>
        </Card>))}
      {!!dimensions.length && <Card title={t('dimensions')}><Dimensions dimensions={dimensions} /></Card>}
    </div>
  )
}

const matches = (entry: { name: string; title: { en: string; zh: string }; definition?: { en: string; zh: string } }, wanted: string) =>
  !wanted || [entry.name, entry.title.en, entry.title.zh, entry.definition?.en, entry.definition?.zh].some(text => text?.toLowerCase().includes(wanted))

const UNITS = new Set(['id', 'count', 'money', 'ratio', 'days', 'hours', 'quantity', 'score', 'factor', 'points', 'money_per_day', 'unit_price', 'category'])

function Entry({ metric: m, dimensions }: { metric: MetricInfo; dimensions: Map<string, DimensionInfo> }) {
  const { t, pick } = useWords()
  const unit = t((UNITS.has(m.unit) ? `unit_${m.unit}` : 'unit_other') as Key)
  return (
    <div id={m.name}>
      <dt><Link to={`/p/explorer?metrics=${m.name}`} title={t('explore')}>{pick(m.title)}</Link><code>{m.name}</code></dt>
      <dd>
        <p>{pick(m.definition)}</p>
        <p className="small soft">{t('unit')}: {unit} · {m.good === 'neutral' ? '' : `${m.good === 'up' ? '▲' : '▼'} ${t(`good_${m.good}` as Key)} · `}{t('additivity')}: {t(`additivity_${m.additivity}` as Key)}</p>
        {!!m.dimensions.length && <details className="small soft"><summary>{t('cutByN', { n: m.dimensions.length })}</summary>{m.dimensions.map(d => pick(dimensions.get(d)?.title) || d).join(t('comma'))}</details>}
      </dd>
    </div>
  )
}

function Dimensions({ dimensions }: { dimensions: DimensionInfo[] }) {
  const { pick } = useWords()
  return <div className="chips">{dimensions.map(d => <span key={d.name}><b>{pick(d.title)}</b> <code>{d.name}</code></span>)}</div>
}
