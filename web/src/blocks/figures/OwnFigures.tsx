import { Select } from 'antd'
import { useMemo } from 'react'
import type { Block, Value } from '../../client/types'
import { useWords } from '../../i18n'
import { records } from '../../parts/records'
import { useView } from '../../shell/view'
import type { BlockProps } from '../Block'
import { columnOf } from '../frame'
import { OwnFigure } from './OwnFigure'
import { SAY } from './words'

/** Pick what the figure is for, then whose: the address holds the series, as on the workbench. */
export function OwnFigures({ block, data }: BlockProps) {
  const spec = block as Extract<Block, { kind: 'own_figures' }>
  const { pick, show, language } = useWords()
  const { search, change } = useView()
  const rows = useMemo(() => records(data), [data])
  const group = columnOf(data, spec.group)
  const word = (value: Value | undefined) => show(value ?? null, group ?? { unit: 'text' })
  const names = useMemo(() => Object.fromEntries(rows.map(r => {
    const [kind, name] = [word(r[spec.group]), String(r[spec.label] ?? '')]
    return [String(r.series), r.series === r[spec.label] ? kind : `${kind}: ${name}`]
  })), [rows, language])
  const first = rows.find(r => r.series === 'company') ?? rows[0]
  const mine = rows.find(r => String(r.series) === search.get('series')) ?? first
  if (!mine) return null
  const kinds = [...new Set(rows.map(r => String(r[spec.group])))]
  const within = rows.filter((r, i) => r[spec.group] === mine[spec.group] && rows.findIndex(o => o.series === r.series) === i)
  return (
    <>
      <div className="bar">
        <label>{pick(SAY.what)} <Select aria-label={pick(SAY.what)} value={String(mine[spec.group])} style={{ minWidth: 130 }} options={kinds.map(v => ({ value: v, label: word(v) }))}
          onChange={v => change({ series: String(rows.find(r => String(r[spec.group]) === v)?.series ?? '') })} /></label>
        {within.length > 1 && <label>{pick(SAY.which)} <Select aria-label={pick(SAY.which)} showSearch optionFilterProp="label" value={String(mine.series)} style={{ minWidth: 180 }} options={within.map(r => ({ value: String(r.series), label: String(r[spec.label]) }))}
          onChange={v => change({ series: v })} /></label>}
      </div>
      <OwnFigure series={String(mine.series)} coming={rows.filter(r => r.series === mine.series && r.period !== null)} currency={data.currency} beside={spec.beside} names={names}
        driven={spec.driven.map(n => columnOf(data, n)).filter(c => c !== undefined)} />
    </>
  )
}
