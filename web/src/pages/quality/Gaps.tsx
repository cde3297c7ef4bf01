import { useMemo } from 'react'
import type { RowMap } from '../../client/types'
import { useWords } from '../../i18n'
import { Card } from '../../parts/Card'
import { grouped, worded } from '../../parts/records'
import { Empty } from '../../parts/States'

/** What could not be computed, by the column that would make it possible: the column that opens most stands first. */
export function Gaps({ gaps }: { gaps: RowMap[] }) {
  const { t, language } = useWords()
  const byColumn = useMemo(() => [...grouped(gaps, g => `${String(g.table_name)}.${String(g.column_name)}`)].sort((a, b) => b[1].length - a[1].length), [gaps])
  if (!gaps.length) return <Card><Empty why={t('noGaps')} /></Card>
  return (
    <Card title={t('gaps')} subtitle={t('gapText')}>
      <ul className="rules">{byColumn.map(([column, rows]) => (
        <li key={column} className="gap"><code>{column}</code><span className="what"><span>{rows.slice(0, 12).map((g, i) => <span key={`${String(g.capability_or_metric)}${i}`} className="tag" title={String(g.capability_or_metric)}>{worded(g, 'title', language)}</span>)}</span></span><span className="soft small">{t('metricsN', { n: rows.length })}</span></li>))}</ul>
    </Card>
  )
}
