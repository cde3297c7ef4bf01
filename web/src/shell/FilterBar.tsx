import { FilterOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router-dom'
import { useChoices, useGoneSegments, useSegments, useSession } from '../client/hooks'
import type { Choice } from '../client/types'
import { useWords, type Key } from '../i18n'
import { PRESETS, presetOf, span, type Preset } from './periods'
import { DIMENSIONS, ofCustomers, useView } from './view'

const DayRange = lazy(() => import('./DayRange'))
type Props = { filters: string[]; usual?: Preset; against?: 'last_year' | 'previous' }

/** `usual` is the period, and `against` the comparison, that holds while the address names none. */
export function FilterBar({ filters, usual = 'thisQuarter', against = 'last_year' }: Props) {
  const { t } = useWords()
  const { view, change, clear } = useView()
  const choices = useChoices().data
  const [all, setAll] = useState(false)
  const may = useSession().data?.user.scopes?.some(s => s === '*' || s === 'segments:write')
  const has = (name: string) => filters.includes(name)
  const bare = !filters.length
  if (bare && !view.segment.length) return null
  const condition = ofCustomers(view)
  const active = view.segment.length || Object.keys(view.picked).length || view.currency || view.where || view.from || view.to || view.compare
  return (
    <section className={`bar filters${all ? ' open' : ''}`} aria-label={t('filters')}>
      {has('period') && <PeriodPicker usual={usual} />}
      {has('compare') && <Select aria-label={t('compare')} value={view.compare || against} style={{ minWidth: 132 }} onChange={v => change({ compare: v === against ? '' : v })}
        options={[{ value: 'last_year', label: t('last_year') }, { value: 'previous', label: t('previous') }, { value: 'none', label: t('none') }]} />}
      {DIMENSIONS.filter(has).map(name => (
        <Select key={name} mode="multiple" allowClear maxTagCount={1} showSearch={{ optionFilterProp: 'label' }} className="dimension" aria-label={t(name as Key)} placeholder={t(name as Key)} style={{ minWidth: 118 }}
          value={view.picked[name] ?? []} onChange={v => change({ [name]: v })} options={options(choices?.[name])} />
      ))}
      <SegmentPicker />
      {has('currency') && options(choices?.currency).length > 1 && <Select allowClear className="dimension" aria-label={t('currency')} placeholder={t('currency')} style={{ minWidth: 96 }}
        value={view.currency || undefined} onChange={v => change({ currency: v ?? '' })} options={options(choices?.currency)} />}
      {!bare && <Button className="morefilters" aria-expanded={all} icon={<FilterOutlined />} onClick={() => setAll(!all)}>{t('filters')}{Object.keys(view.picked).length ? ` ${Object.keys(view.picked).length}` : ''}</Button>}
      {!!active && <Button type="text" onClick={clear}>{t('clear')}</Button>}
      {may && condition && <Link className="small" to={`/p/segment_builder?condition=${encodeURIComponent(condition)}`}>{t('segmentKeep')}</Link>}
    </section>
  )
}

/** The customers of saved segments alone, on every page; a segment that is gone is still named, so that it can be taken away. */
function SegmentPicker() {
  const { t } = useWords()
  const { view, change } = useView()
  const known = useSegments().data
  const gone = useGoneSegments(view.segment)
  if (!known?.length && !view.segment.length) return null
  const options = [...(known ?? []).map(s => ({ value: s.segment_id, label: s.name })), ...gone.map(word => ({ value: word, label: `${word} · ${t('segmentGone')}` }))]
  const value = view.segment.map(word => known?.find(s => s.name === word)?.segment_id ?? word)
  return <Select mode="multiple" allowClear maxTagCount={1} showSearch={{ optionFilterProp: 'label' }} aria-label={t('segmentOf')} placeholder={t('segmentOf')} status={gone.length ? 'error' : undefined} style={{ minWidth: 128 }}
    value={value} onChange={v => change({ segment: v })} options={options} />
}

const options = (known: Choice[] | string | null | undefined) =>
  Array.isArray(known) ? known.map(c => ({ value: c.id, label: c.label })) : []

function PeriodPicker({ usual }: { usual: Preset }) {
  const { t } = useWords()
  const { view, change } = useView()
  const session = useSession().data
  const choices = useChoices().data
  const [custom, setCustom] = useState(false)
  const asOf = session?.generation?.as_of
  if (!asOf) return null
  const first = choices?.first_day ?? ''
  const fiscal = session.calendar.fiscal_year_start
  const current = presetOf(view.from, view.to, asOf, first, fiscal, usual)
  const choose = (value: Preset | 'custom') => {
    setCustom(value === 'custom')
    if (value === 'custom') return
    const [from, to] = span(value, asOf, first, fiscal)
    change(value === usual ? { from: '', to: '' } : { from, to })
  }
  const shown = custom || current === 'custom'
  return (
    <>
      <Select aria-label={t('period')} value={shown ? 'custom' : current} style={{ minWidth: 124 }} onChange={choose}
        options={[...PRESETS, 'custom' as const].map(p => ({ value: p, label: t(p) }))} />
      {shown && <Suspense fallback={null}><DayRange from={view.from} to={view.to} onChoose={(from, to) => change({ from, to })} /></Suspense>}
    </>
  )
}
