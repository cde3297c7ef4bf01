import type { Block } from '../client/types'
import { useWords } from '../i18n'
import { asNumber } from '../i18n/format'
import type { BlockProps } from './Block'
import { valuesOf, wordsColumn } from './frame'

export function Headline({ data }: BlockProps) {
  const { pick } = useWords()
  return <section className="headline"><p>{pick(data.sentence)}</p></section>
}

export function Note({ block }: BlockProps) {
  const { pick } = useWords()
  return <p>{pick((block as Extract<Block, { kind: 'note' }>).text)}</p>
}

export type Reason = { label: string; points: number | null }

/** Signed bars with their sign written out. Points are shares: 0.05 is five points; `good` says which way is welcome. */
export function ReasonList({ reasons, good = 'up' }: { reasons: Reason[]; good?: 'up' | 'down' }) {
  const { show } = useWords()
  const most = Math.max(0.01, ...reasons.map(r => Math.abs(r.points ?? 0)))
  const tone = (points: number | null) => ((points ?? 0) >= 0 === (good === 'up') ? 'good' : 'bad')
  return (
    <ul className="reasons">{reasons.map((r, i) => (
      <li key={i} className=""><span>{r.label}</span><i className={tone(r.points)} style={{ width: `${(Math.abs(r.points ?? 0) / most) * 100}%` }} /><b className={tone(r.points)}>{show(r.points, { unit: 'points' })}</b></li>))}</ul>
  )
}

export function Reasons({ block, data }: BlockProps) {
  const spec = block as Extract<Block, { kind: 'reasons' }>
  const { show } = useWords()
  const column = wordsColumn(data, spec.label)
  const points = valuesOf(data, spec.points)
  return <ReasonList reasons={valuesOf(data, column?.name ?? spec.label).map((label, i) => ({ label: show(label, column ?? { unit: 'text' }), points: asNumber(points[i]) }))} />
}
