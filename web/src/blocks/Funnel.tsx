import type { Block } from '../client/types'
import { useWords } from '../i18n'
import { asNumber } from '../i18n/format'
import type { BlockProps } from './Block'
import { columnOf, placeOf } from './frame'

export function Funnel({ block, data }: BlockProps) {
  const f = block as Extract<Block, { kind: 'funnel' }>
  const { show } = useWords()
  const at = (row: (typeof data.rows)[number], name: string) => (name && placeOf(data, name) >= 0 ? row[placeOf(data, name)] ?? null : null)
  const most = Math.max(1, ...data.rows.map(r => asNumber(at(r, f.count)) ?? 0))
  const said = (row: (typeof data.rows)[number], name: string) => (at(row, name) === null ? '' : show(at(row, name), columnOf(data, name) ?? { unit: 'text' }, data.currency))
  return (
    <ol className="funnel">
      {data.rows.map((row, i) => (
        <li key={String(at(row, f.stage))}>
          <span className="name" title={said(row, f.stage)}>{said(row, f.stage)}</span>
          <span className="track"><b title={said(row, f.value)} style={{ width: `${Math.max(12, ((asNumber(at(row, f.count)) ?? 0) / most) * 100)}%`, background: `color-mix(in srgb, #3451d1 ${100 - i * 9}%, #0b8a5a)` }}>{said(row, f.count)}</b></span>
          <span className="rate">{said(row, f.rate)}{f.days && said(row, f.days) && <><br />{said(row, f.days)}</>}</span>
        </li>))}
    </ol>
  )
}
