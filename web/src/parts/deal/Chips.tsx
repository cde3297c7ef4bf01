import type { RowMap } from '../../client/types'
import { useWords } from '../../i18n'
import { asNumber } from '../../i18n/format'
import { causes, TONE, toneOf, useSay } from './say'

/** Why a deal calls for something, as short notes; `trouble` says what makes it unhealthy. */
export function Causes({ deal, asOf, trouble = '' }: { deal: RowMap; asOf: string; trouble?: string }) {
  const say = useSay()
  return <span className="causes">{causes(deal, asOf).map(c => <span key={c.why} className={`tag ${TONE[c.why]}`}>{c.why === 'unhealthy' && trouble ? trouble : say(c.word, c.values)}</span>)}</span>
}

/** A win probability as a bar with its figure; nothing where there is none. */
export function Chance({ value }: { value: unknown }) {
  const { t, show } = useWords()
  const p = asNumber(value as number | null)
  if (p === null) return null
  return <span className={`prob ${toneOf(p)}`} title={t('probability')}><i><b style={{ width: `${Math.round(p * 100)}%` }} /></i>{show(p, { unit: 'probability' })}</span>
}
