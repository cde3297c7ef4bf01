import { Progress } from 'antd'
import type { RowMap } from '../../client/types'
import { useWords } from '../../i18n'
import { asNumber } from '../../i18n/format'
import { Card } from '../../parts/Card'
import { worded } from '../../parts/records'
import { Empty } from '../../parts/States'
import { useView } from '../../shell/view'

/** Each table: rows, newest day, share of rows without a finding. */
export function Health({ tables, currency }: { tables: RowMap[]; currency: string }) {
  const { t } = useWords()
  const filled = tables.filter(r => asNumber(r.rows))
  if (!filled.length) return <Empty why={t('nothing')} />
  return <div className="tiles">{[...filled].sort((a, b) => (asNumber(a.health) ?? 100) - (asNumber(b.health) ?? 100)).map(r => <Tile key={String(r.table_name)} row={r} currency={currency} />)}</div>
}

function Tile({ row, currency }: { row: RowMap; currency: string }) {
  const { t, show, language } = useWords()
  const { change } = useView()
  const health = (asNumber(row.health) ?? 0) / 100
  const tone = health >= 0.98 ? 'good' : health >= 0.9 ? 'warn' : 'bad'
  const title = worded(row, 'title', language)
  return (
    <Card>
      <div className="between" style={{ margin: 0, alignItems: 'baseline' }}><h2 style={{ color: 'var(--ink)' }}>{title}</h2><b className={tone} style={{ fontSize: 20 }}>{show(health, { unit: 'ratio' })}</b></div>
      <Progress percent={Math.round(health * 1000) / 10} showInfo={false} size="small" strokeColor={`var(--${tone})`} aria-label={`${title}: ${t('health')}`} />
      <dl className="facts" style={{ marginTop: 8, gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' }}>
        <div><dt>{t('rows')}</dt><dd>{show(row.rows, { unit: 'count' })}</dd></div>
        <div><dt>{t('badRows')}</dt><dd>{asNumber(row.bad_rows) ? <button type="button" className="link" onClick={() => change({ tab: '' })}>{show(row.bad_rows, { unit: 'count' })}</button> : '0'}</dd></div>
        <div><dt>{t('newest')}</dt><dd>{show(row.newest_on, { unit: 'date' })}</dd></div>
        <div><dt>{t('moneyAtRisk')}</dt><dd>{asNumber(row.money) ? show(row.money, { unit: 'money' }, currency) : '–'}</dd></div>
      </dl>
    </Card>
  )
}
