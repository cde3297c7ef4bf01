import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons'
import { Button, Collapse, Select, Switch } from 'antd'
import { useMemo, useState } from 'react'
import { useWords } from '../../i18n'
import { Card } from '../../parts/Card'
import { MappingTable } from './MappingTable'
import { chosen, decide, doubtful, kinds, missing, questions, type Decisions, type Kind, type Question, type Survey } from './survey'

type Props = { survey: Survey; decisions: Decisions; onDecide: (next: Decisions) => void }

/** What the files are, column by column; every guess can be put right before anything is loaded. */
export function Review({ survey, decisions, onDecide }: Props) {
  const { t } = useWords()
  const [doubts, setDoubts] = useState(false)
  const found = useMemo(() => kinds(survey), [survey])
  const fields = useMemo(() => Object.assign({}, ...survey.loads.map(l => l.fields ?? {})) as Survey['loads'][number]['fields'], [survey])
  const asked = useMemo(() => questions(survey), [survey])
  const total = found.reduce((sum, k) => sum + doubtful(k).length, 0)
  return (
    <>
      {!!asked.length && <Card title={t('questions')}><Questions asked={asked} decisions={decisions} onDecide={onDecide} /></Card>}
      <Card title={t('recognised')} subtitle={total ? t('toCheck', { n: total }) : t('allSure')}
        extra={!!total && <label className="small soft inline"><Switch size="small" checked={doubts} onChange={setDoubts} aria-label={t('onlyDoubtful')} />{t('onlyDoubtful')}</label>}>
        <Collapse defaultActiveKey={found.filter(k => doubtful(k).length).slice(0, 3).map(k => k.key)} items={found.filter(k => !doubts || doubtful(k).length).map(kind => ({
          key: kind.key, label: <KindHead kind={kind} />,
          children: <MappingTable kind={kind} fields={fields[kind.into] ?? []} decisions={decisions} only={doubts} onChoose={(column, field) => onDecide(decide(decisions, kind.kind, 'columns', column, field))} />,
        }))} />
      </Card>
      <Lacking survey={survey} />
      <Ignored survey={survey} />
    </>
  )
}

function KindHead({ kind }: { kind: Kind }) {
  const { t, pick, language } = useWords()
  const n = doubtful(kind).length
  const rows = kind.allRows.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-US')
  return (
    <span className="kindhead">
      {n ? <ExclamationCircleFilled className="warn" aria-label={t('toCheck', { n })} /> : <CheckCircleFilled className="good" aria-label={t('allSure')} />}
      <b>{pick(kind.title)}</b><span className="soft small file" title={kind.files.join('\n')}>{kind.files.length > 1 ? `${kind.kind} · ${t('sheets', { n: kind.files.length })}` : kind.files[0]}</span>
      <span className="soft small">{t('total', { n: rows })}{kind.encoding && kind.encoding !== 'utf-8' ? ` · ${kind.encoding.toUpperCase()}` : ''}</span>
      {!!n && <span className="tag is-warn">{t('toCheck', { n })}</span>}
    </span>
  )
}

const STYLES: Record<string, string> = { dmy: '31/12/2026', mdy: '12/31/2026', ymd: '2026/12/31', comma: '1.234,56', point: '1,234.56' }

function Questions({ asked, decisions, onDecide }: { asked: Question[]; decisions: Decisions; onDecide: Props['onDecide'] }) {
  const { t, pick } = useWords()
  const answer = (q: Question, value: string) => onDecide(q.kind === 'encoding' ? { ...decisions, encoding: value } : decide(decisions, q.file, 'styles', q.column, value))
  const value = (q: Question) => (q.kind === 'encoding' ? (decisions.encoding as string | undefined) : chosen(decisions, q.file, 'styles', q.column)) ?? q.proposal
  return (
    <ul className="asked">{asked.map(q => (
      <li key={`${q.kind}/${q.file}/${q.column}`}>
        <div><div>{pick(q.text)}</div><div className="soft small">{q.file}{q.column && ` · ${q.column}`}{!!q.samples.length && ` · ${t('sample')}: ${q.samples.join(', ')}`}</div></div>
        <Select aria-label={pick(q.text)} value={value(q)} onChange={v => answer(q, v)} style={{ minWidth: 170 }} options={[...new Set([q.proposal, ...q.options])].map(o => ({ value: o, label: STYLES[o] ? `${o} · ${STYLES[o]}` : o }))} />
      </li>))}</ul>
  )
}

function Lacking({ survey }: { survey: Survey }) {
  const { t, pick } = useWords()
  const [all, setAll] = useState(false)
  const lacking = missing(survey)
  const titles = new Map(survey.loads.flatMap(l => l.tables.map(table => [table.into, table.title] as const)))
  if (!lacking.length) return null
  return (
    <Card title={t('missingTitle')} subtitle={t('missingText')}>
      <dl className="lacking">{lacking.slice(0, all ? undefined : 5).map(({ table, columns }) => (
        <div key={table}><dt>{titles.has(table) ? pick(titles.get(table)) : table}</dt><dd>{columns.map(c => <span key={c.name} className="tag" title={c.name}>{pick(c.title)}</span>)}</dd></div>))}</dl>
      {lacking.length > 5 && !all && <Button type="link" style={{ paddingInline: 0 }} onClick={() => setAll(true)}>{t('moreRows')}</Button>}
    </Card>
  )
}

function Ignored({ survey }: { survey: Survey }) {
  const { t, pick } = useWords()
  const ignored = survey.loads.flatMap(l => l.ignored)
  if (!ignored.length) return null
  return (
    <Card title={t('ignored')}>
      <ul className="asked">{ignored.map((f, i) => <li key={`${f.name}${i}`}><b>{f.name}</b><span className="soft small">{pick(f.ignored)}</span></li>)}</ul>
    </Card>
  )
}
