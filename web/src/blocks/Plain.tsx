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

/** Signed bars with their sign written out. Points are shares: 0.05 is five points. */
export function ReasonList({ reasons }: { reasons: Reason[] }) {
  const { show } = useWords()
  const most = Math.max(0.01, ...reasons.map(r => Math.abs(r.points ?? 0)))
  return (
    <ul className="reasons">{reasons.map((r, i) => (
      <li key={i} className=""><span>{r.label}</span><i className={(r.points ?? 0) >= 0 ? 'good' : 'bad'} style={{ width: `${(Math.abs(r.points ?? 0) / most) * 100}%` }} /><b className={(r.points ?? 0) >= 0 ? 'good' : 'bad'}>{show(r.points, { unit: 'points' })}</b></li>))}</ul>
  )
}

export function Reasons({ block, data }: BlockProps) {
  const spec = block as Extract<Block, { kind: 'reasons' }>
  const { show } = useWords()
  const column = wordsColumn(data, spec.label)
  const points = valuesOf(data, spec.points)
  return <ReasonList reasons={valuesOf(data, column?.name ?? spec.label).map((label, i) => ({ label: show(label, column ?? { unit: 'text' }), points: asNumber(points[i]) }))} />
}
