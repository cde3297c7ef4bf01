import { useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useBuild, useJson } from '../../client/hooks'
import { post } from '../../client/http'
import { useWords, type Key } from '../../i18n'
import { Card } from '../../parts/Card'
import { Trouble } from '../../parts/States'
import { Waiting } from '../../parts/Waiting'

type Generation = { id: string; built_at: string; size: number; current: boolean; final: boolean; stage: string; note: string }
const megabytes = (size: number) => `${(size / 2 ** 20).toFixed(size < 10 * 2 ** 20 ? 1 : 0)} MB`

/** Everything that was published and is still kept; any of it can serve again. */
export function Generations() {
  const { t, show } = useWords()
  const cache = useQueryClient()
  const build = useBuild()
  const { data, error } = useJson<{ generations: Generation[] }>('/builds')
  const [problem, setProblem] = useState<unknown>()
  const back = async (to: string) => {
    setProblem(undefined)
    try {
      await post('/builds/rollback', { to })
      await cache.invalidateQueries()
    } catch (found) {
      setProblem(found)
    }
  }
  if (error) return <Trouble error={error} />
  if (!data) return <Waiting />
  const columns: TableColumnsType<Generation> = [
    { title: t('generations'), width: 210, render: (_, g) => <span>{g.id} {g.current && <span className="tag is-good">{t('current')}</span>}</span> },
    { title: t('builtAt'), width: 150, render: (_, g) => show(g.built_at, { unit: 'timestamp' }) },
    { title: t('stage'), width: 110, render: (_, g) => (['metrics', 'models'].includes(g.stage) ? t(`stage_${g.stage}` as Key) : g.stage) },
    { title: t('size'), width: 90, align: 'right', render: (_, g) => megabytes(g.size) },
    { title: t('note'), dataIndex: 'note', width: 140, ellipsis: true },
    { title: <span className="unseen">{t('action')}</span>, width: 150, render: (_, g) => !g.current && <Popconfirm title={t('rollbackAsk')} description={t('rollbackText')} styles={{ root: { maxWidth: 320 } }} onConfirm={() => void back(g.id)}><Button size="small">{t('rollback')}</Button></Popconfirm> },
  ]
  return (
    <Card title={t('generations')} extra={<Button loading={build.isPending} onClick={() => build.mutate()}>{t('buildNow')}</Button>}>
      {!!(problem ?? build.error) && <Trouble error={problem ?? build.error} />}
      <Table size="small" rowKey="id" columns={columns} dataSource={data.generations} pagination={false} scroll={{ x: 850 }} />
    </Card>
  )
}
