import { DownloadOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Drawer, Segmented, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useResult, useSession } from '../../client/hooks'
import { address, post } from '../../client/http'
import type { RowMap } from '../../client/types'
import { useWords } from '../../i18n'
import { Card } from '../../parts/Card'
import { records, worded } from '../../parts/records'
import { Empty, Trouble } from '../../parts/States'
import { Waiting } from '../../parts/Waiting'
import { useToast } from '../../parts/toast'
import { SAME_WORDS } from './sameWords'

const STATES = ['open', 'joined', 'held_apart', 'same', 'different'] as const
const SIZE = 25
type Decide = (row: RowMap, verdict: string) => void

/** Records of several systems that may be one customer: what hangs on it, why it is thought so, and a person's word. */
export function Same() {
  const { language } = useWords()
  const words = SAME_WORDS[language]
  const cache = useQueryClient()
  const [status, setStatus] = useState<string>('open')
  const [page, setPage] = useState(1)
  const [why, setWhy] = useState<RowMap>()
  const [problem, setProblem] = useState<unknown>()
  const [tell, toast] = useToast()
  const { data, error } = useResult('/identity/review', { status, page, size: SIZE })
  const decide: Decide = (row, verdict) => {
    setProblem(undefined)
    post('/identity/decisions', { left: row.left_id, right: row.right_id, verdict })
      .then(() => cache.invalidateQueries({ queryKey: ['result'] }))
      .then(() => tell(words.kept), setProblem)
  }
  const named = (state: string) => (state === 'same' ? words.said_same : state === 'different' ? words.said_different : words[state as 'open' | 'joined' | 'held_apart'])
  return (
    <Card>
      {toast}
      <p className="small soft">{words.hint}</p>
      <div className="bar">
        <Segmented aria-label={words.title} value={status} onChange={v => { setStatus(String(v)); setPage(1) }} options={STATES.map(s => ({ value: s, label: named(s) }))} />
        <Button size="small" icon={<DownloadOutlined />} href={address('/identity/review', { status, format: 'xlsx' })}>{words.download}</Button>
      </div>
      {!!problem && <Trouble error={problem} />}
      {error ? <Trouble error={error} /> : !data ? <Waiting /> : !data.rows.length ? <Empty why={words.none} />
        : <Pairs rows={records(data)} total={data.total} currency={data.currency} page={page} onPage={setPage} onWhy={setWhy} decide={decide} />}
      <Drawer open={!!why} onClose={() => setWhy(undefined)} size="min(860px, 100vw)" title={why ? `${String(why.left_name ?? why.left_id)} · ${String(why.right_name ?? why.right_id)}` : ''}>
        {why && <Reasons left={String(why.left_id)} right={String(why.right_id)} />}
      </Drawer>
    </Card>
  )
}

type PairsProps = { rows: RowMap[]; total: number; currency: string; page: number; onPage: (page: number) => void; onWhy: (row: RowMap) => void; decide: Decide }

function Pairs({ rows, total, currency, page, onPage, onWhy, decide }: PairsProps) {
  const { show, language } = useWords()
  const words = SAME_WORDS[language]
  const decides = useSession().data?.user.role === 'admin'
  const record = (row: RowMap, side: 'left' | 'right') => <><b>{String(row[`${side}_name`] ?? '–')}</b><div className="soft small">{String(row[`${side}_id`])}</div></>
  const columns: TableColumnsType<RowMap> = [
    { title: words.money, width: 130, align: 'right', render: (_, row) => show(row.money, { unit: 'money' }, currency) },
    { title: words.chance, width: 100, align: 'right', render: (_, row) => (row.probability === null ? '–' : show(row.probability, { unit: 'probability' })) },
    { title: '1', width: 210, render: (_, row) => record(row, 'left') },
    { title: '2', width: 210, render: (_, row) => record(row, 'right') },
    { title: words.why, width: 320, render: (_, row) => <><span className="small">{worded(row, 'reasons', language)}</span> <Button type="link" size="small" onClick={() => onWhy(row)}>{words.why}</Button></> },
    { title: '', width: 220, render: (_, row) => decides && <Choice row={row} decide={decide} /> },
  ]
  const key = (row: RowMap) => `${String(row.entity)} ${String(row.left_id)} ${String(row.right_id)}`
  return <Table size="small" rowKey={key} columns={columns} dataSource={rows} scroll={{ x: 1190 }} pagination={total > SIZE ? { current: page, pageSize: SIZE, total, onChange: onPage, size: 'small', showSizeChanger: false } : false} />
}

function Choice({ row, decide }: { row: RowMap; decide: Decide }) {
  const words = SAME_WORDS[useWords().language]
  const decided = row.status === 'same' || row.status === 'different'
  if (decided) return <Button size="small" onClick={() => decide(row, 'withdrawn')}>{words.undo}</Button>
  return (
    <span style={{ display: 'inline-flex', gap: 6 }}>
      {row.status !== 'joined' && <Button size="small" type="primary" onClick={() => decide(row, 'same')}>{words.same}</Button>}
      {row.status !== 'held_apart' && <Button size="small" onClick={() => decide(row, 'different')}>{words.different}</Button>}
    </span>
  )
}

function Reasons({ left, right }: { left: string; right: string }) {
  const { show, language } = useWords()
  const words = SAME_WORDS[language]
  const { data, error } = useResult('/identity/reasons', { left, right })
  if (error) return <Trouble error={error} />
  if (!data) return <Waiting />
  const columns: TableColumnsType<RowMap> = [
    { title: words.field, width: 150, render: (_, row) => worded(row, 'field', language) },
    { title: words.finding, width: 220, render: (_, row) => worded(row, 'words', language) },
    { title: '1', width: 170, render: (_, row) => String(row.left_value ?? '–') },
    { title: '2', width: 170, render: (_, row) => String(row.right_value ?? '–') },
    { title: words.weight, width: 90, align: 'right', render: (_, row) => <span className={Number(row.points) < 0 ? 'bad' : 'good'}>{show(row.points, { unit: 'score' })}</span> },
  ]
  return <><p className="small soft">{words.weightNote}</p><Table size="small" rowKey={row => String(row.field_en)} columns={columns} dataSource={records(data)} scroll={{ x: 800 }} pagination={false} /></>
}
