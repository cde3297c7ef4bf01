import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router-dom'
import { useJson } from '../../client/hooks'
import { remove } from '../../client/http'
import { useWords } from '../../i18n'
import { Card } from '../../parts/Card'
import { Empty, Trouble } from '../../parts/States'
import { Waiting } from '../../parts/Waiting'

export type SavedView = { view_id: string; name: string; address: string; created_at: string }

export function Views() {
  const { t } = useWords()
  const cache = useQueryClient()
  const { data, error } = useJson<SavedView[]>('/views')
  const drop = async (id: string) => { await remove(`/views/${id}`); await cache.invalidateQueries({ queryKey: ['json'] }) }
  if (error) return <Trouble error={error} />
  if (!data) return <Waiting />
  return (
    <Card title={t('views')}>
      {data.length ? <ul className="asked">{data.map(v => (
        <li key={v.view_id}><span><Link to={v.address}>{v.name}</Link> <span className="soft small">{decodeURI(v.address)}</span></span><Button size="small" type="text" danger onClick={() => void drop(v.view_id)}>{t('drop')}</Button></li>))}</ul> : <Empty why={t('noViews')} />}
    </Card>
  )
}
