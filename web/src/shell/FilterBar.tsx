import { Button, DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useChoices, useSession } from '../client/hooks'
import type { Choice } from '../client/types'
import { useWords, type Key } from '../i18n'
import { PRESETS, presetOf, span, type Preset } from './periods'
import { DIMENSIONS, useView } from './view'

export function FilterBar({ filters }: { filters: string[] }) {
  const { t } = useWords()
  const { view, change, clear } = useView()
  const choices = useChoices().data
  const has = (name: string) => filters.includes(name)
  if (!filters.length) return null
  const active = Object.keys(view.picked).length || view.currency || view.where || view.from || view.to || view.compare
  return (
    <section className="bar" aria-label={t('filters')}>
      {has('period') && <PeriodPicker />}
      {has('compare') && <Select aria-label={t('compare')} value={view.compare || 'last_year'} style={{ minWidth: 132 }} onChange={v => change({ compare: v === 'last_year' ? '' : v })}
        options={[{ value: 'last_year', label: t('last_year') }, { value: 'previous', label: t('previous') }, { value: 'none', label: t('none') }]} />}
      {DIMENSIONS.filter(has).map(name => (
        <Select key={name} mode="multiple" allowClear maxTagCount={1} showSearch={{ optionFilterProp: 'label' }} aria-label={t(name as Key)} placeholder={t(name as Key)} style={{ minWidth: 118 }}
          value={view.picked[name] ?? []} onChange={v => change({ [name]: v })} options={options(choices?.[name])} />
      ))}
      {has('currency') && options(choices?.currency).length > 1 && <Select allowClear aria-label={t('currency')} placeholder={t('currency')} style={{ minWidth: 96 }}
        value={view.currency || undefined} onChange={v => change({ currency: v ?? '' })} options={options(choices?.currency)} />}
      {!!active && <Button type="text" onClick={clear}>{t('clear')}</Button>}
    </section>
  )
}

const options = (known: Choice[] | string | null | undefined) =>
  Array.isArray(known) ? known.map(c => ({ value: c.id, label: c.label })) : []

function PeriodPicker() {
  const { t } = useWords()
  const { view, change } = useView()
  const session = useSession().data
  const choices = useChoices().data
  const [custom, setCustom] = useState(false)
  const asOf = session?.generation?.as_of
  if (!asOf) return null
  const first = choices?.first_day ?? ''
  const fiscal = session.calendar.fiscal_year_start
  const current = presetOf(view.from, view.to, asOf, first, fiscal)
  const choose = (value: Preset | 'custom') => {
    setCustom(value === 'custom')
    if (value === 'custom') return
    const [from, to] = span(value, asOf, first, fiscal)
    change(value === 'thisQuarter' ? { from: '', to: '' } : { from, to })
  }
  const shown = custom || current === 'custom'
  return (
    <>
      <Select aria-label={t('period')} value={shown ? 'custom' : current} style={{ minWidth: 124 }} onChange={choose}
        options={[...PRESETS, 'custom' as const].map(p => ({ value: p, label: t(p) }))} />
      {shown && <DatePicker.RangePicker aria-label={t('period')} allowClear={false} value={view.from && view.to ? [dayjs(view.from), dayjs(view.to)] : null}
        onChange={v => v?.[0] && v[1] && change({ from: v[0].format('YYYY-MM-DD'), to: v[1].format('YYYY-MM-DD') })} />}
    </>
  )
}
