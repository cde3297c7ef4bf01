import { CheckCircleFilled, WarningFilled } from '@ant-design/icons'
import { Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useResultOf } from '../../client/hooks'
import { useWords } from '../../i18n'
import { Card } from '../../parts/Card'
import { Trouble } from '../../parts/States'
import { Waiting } from '../../parts/Waiting'

type Entry = { seq: number; at: string; user_id: string; action: string; subject: string; details: Record<string, unknown> }
type Trail = { entries: Entry[]; names: Record<string, string>; first_broken: number | null }

/** Who did what and when; each entry's hash covers the one before, and the page says whether the chain is whole. */
export function Audit() {
  const { t, show } = useWords()
  const [before, setBefore] = useState<number>()
  const { data, error } = useResultOf<Trail>('/audit', { before })
  if (error) return <Trouble error={error} />
  if (!data) return <Waiting />
  const columns: TableColumnsType<Entry> = [
    { title: t('at'), width: 150, render: (_, e) => show(e.at, { unit: 'timestamp' }) },
    { title: t('who'), width: 130, render: (_, e) => data.names[e.user_id] ?? e.user_id },
    { title: t('action'), width: 150, render: (_, e) => <code>{e.action}</code> },
    { title: t('subject'), dataIndex: 'subject', width: 200, ellipsis: true },
    { title: t('details'), width: 240, ellipsis: true, render: (_, e) => (Object.keys(e.details).length ? JSON.stringify(e.details) : '') },
  ]
  const whole = data.first_broken === null
  return (
    <Card title={t('audit')} extra={<span className={`small ${whole ? 'good' : 'bad'}`}>{whole ? <CheckCircleFilled /> : <WarningFilled />} {whole ? t('auditWhole') : t('auditBroken', { n: data.first_broken ?? 0 })}</span>}>
      <Table size="small" rowKey="seq" columns={columns} dataSource={data.entries} scroll={{ x: 870 }} pagination={{ pageSize: 25, size: 'small', showSizeChanger: false, hideOnSinglePage: true }} />
      {data.entries.length === 200 && <Button type="link" onClick={() => setBefore(data.entries.at(-1)?.seq)}>{t('moreRows')}</Button>}
    </Card>
  )
}
