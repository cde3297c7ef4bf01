import { Button, Progress } from 'antd'
import { useCancel, useJob } from '../../client/hooks'
import { ApiProblem } from '../../client/http'
import type { Counts, Job, LoadReport } from '../../client/types'
import { useWords, type Key } from '../../i18n'
import { Card } from '../../parts/Card'
import { Trouble } from '../../parts/States'

/** A job from its start to its end: steps, cancel, its problem in words, or what follows. */
export function Working({ id, title, children }: { id: string; title: string; children: (job: Job) => React.ReactNode }) {
  const { t } = useWords()
  const { data: job, error } = useJob(id)
  const cancel = useCancel()
  if (error) return <Card title={title}><Trouble error={error} /></Card>
  if (!job) return <Card title={title}>{t('loading')}</Card>
  if (job.state === 'failed' || job.state === 'cancelled') {
    return <Card title={title}>{job.problem ? <Trouble error={new ApiProblem(0, job.problem)} /> : <p className="soft">{t('dropped')}</p>}</Card>
  }
  if (job.state === 'done') return <>{children(job)}</>
  return (
    <Card title={title} extra={<Button size="small" onClick={() => cancel.mutate(id)}>{t('cancel')}</Button>}>
      <div role="status" className="stack" style={{ gap: 10 }}>{(job.steps.length ? job.steps : [{ step: '…', done: 0, note: '' }]).map(s => (
        <div key={s.step} className="stepline"><span className="name">{s.step}</span><Progress percent={Math.round(s.done * 100)} size="small" aria-label={s.step} /><span className="soft small note">{s.note}</span></div>))}</div>
    </Card>
  )
}

const PARTS: [Key, keyof Counts][] = [['newRows', 'new'], ['changedRows', 'changed'], ['unchangedRows', 'unchanged'], ['quarantined', 'quarantined'], ['duplicates', 'duplicates']]

/** What became of every row: rows in = new + changed + unchanged + quarantined + duplicates. */
export function Loaded({ report }: { report: LoadReport }) {
  const { t, pick, show } = useWords()
  const tables = Object.entries(report.tables)
  const sum = (name: keyof Counts) => tables.reduce((total, [, c]) => total + c[name], 0)
  const count = (n: number) => show(n, { unit: 'count' })
  return (
    <Card title={t('loadDone')} subtitle={report.loads.some(l => l.fresh) ? t('loadedText', { n: count(sum('rows_in')), fresh: count(sum('new') + sum('changed')) }) : t('knownFiles')}>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('loadDone')}>
        <table className="measures">
          <thead><tr><th scope="col">{t('tableName')}</th><th scope="col">{t('rows')}</th>{PARTS.map(([key]) => <th key={key} scope="col">{t(key)}</th>)}</tr></thead>
          <tbody>{tables.map(([name, c]) => <tr key={name}><td>{name}</td><td>{count(c.rows_in)}</td>{PARTS.map(([key, part]) => <td key={key} className={part === 'quarantined' && c[part] ? 'bad' : c[part] ? '' : 'soft'}>{count(c[part])}</td>)}</tr>)}</tbody>
        </table>
      </div>
      {report.assumptions.slice(0, 8).map(a => <p key={a.en} className="small soft">※ {pick(a)}</p>)}
    </Card>
  )
}
