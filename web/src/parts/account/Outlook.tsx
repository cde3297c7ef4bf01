import type { Column, RowMap } from '../../client/types'
import { ReasonList } from '../../blocks/Plain'
import { useWords } from '../../i18n'
import { asNumber } from '../../i18n/format'
import { Card } from '../Card'
import { textOf } from '../OpportunityDrawer'

type Part = { columns: Column[]; rows: RowMap[] }
export type Outlook = Record<'stage' | 'worth' | 'risk' | 'reasons' | 'offers', Part>

/** What the analyses expect of a customer and what they advise; a part that no analysis gives is not drawn. */
export function OutlookCard({ outlook, currency }: { outlook: Outlook; currency: string }) {
  const { t, show, pick } = useWords()
  const { stage, worth, risk, reasons, offers } = outlook
  if (!Object.values(outlook).some(part => part.rows.length)) return null
  const said = (part: Part, name: string, row = part.rows[0]) => {
    const column = part.columns.find(c => c.name === name)
    return show(row?.[name] ?? null, column ?? { unit: 'text' }, currency)
  }
  const between = (part: Part, name: string) => `${said(part, `${name}_low`)} – ${said(part, `${name}_high`)}`
  const leaves = asNumber(risk.rows[0]?.probability ?? null) ?? 0
  return (
    <Card title={t('outlook')}>
      <div className="big">
        {worth.rows.length > 0 && <div><small>{t('worth')}</small><b>{said(worth, 'value')}</b><div className="small soft">{between(worth, 'value')} · {said(worth, 'value_class')}</div></div>}
        {risk.rows.length > 0 && <div><small>{t('leaving')}</small><b className={leaves >= 0.6 ? 'bad' : leaves >= 0.3 ? 'warn' : ''}>{said(risk, 'probability')}</b><div className="small soft">{between(risk, 'probability')} · {said(risk, 'at_risk')}</div></div>}
        {stage.rows.length > 0 && <div><small>{t('lifeStage')}</small><b>{said(stage, 'stage')}</b><div className="small soft">{t('silentFor', { days: said(stage, 'silent_days'), usual: said(stage, 'usual_gap_days') })}</div></div>}
      </div>
      {(risk.rows.length > 0 || stage.rows.length > 0) && <p><span className="soft">{t('nextStep')}: </span>{risk.rows.length > 0 ? said(risk, 'play') : said(stage, 'play')}</p>}
      {reasons.rows.length > 0 && <><h3>{t('whyLeaving')}</h3><ReasonList good="down" reasons={reasons.rows.map(r => ({ label: pick(textOf(r, 'label')), points: asNumber(r.points ?? null) }))} /></>}
      {offers.rows.length > 0 && (
        <>
          <h3>{t('offerNext')}</h3>
          <ol className="line">{offers.rows.map(r => (
            <li key={String(r.rank)} style={{ gridTemplateColumns: 'minmax(0, 1fr) auto' }}>
              <span>{String(r.product_name ?? r.product_id)}<span className="small soft"> · {said(offers, 'reason', r)}</span></span>
              <span className="small soft">{said(offers, 'line_value', r)}</span>
            </li>))}</ol>
        </>)}
    </Card>
  )
}
