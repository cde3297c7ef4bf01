import { Button, Drawer, Space } from 'antd'
import { useState } from 'react'
import { useResult, useSession } from '../client/hooks'
import { address } from '../client/http'
import { useWords } from '../i18n'
import { DataTable } from './DataTable'
import type { Drill } from './drill'
import { Empty, Trouble } from './States'
import { Waiting } from './Waiting'

const SIZE = 50
type Props = { drill: Drill | undefined; close: () => void; onDeal: (id: string) => void }

/** The rows behind a number, sorted and paged by the server, to take along as a file; a deal among them opens. */
export default function RowsDrawer({ drill, close, onDeal }: Props) {
  const { t } = useWords()
  const session = useSession().data
  const [page, setPage] = useState(1)
  const [sort, setSort] = useState('')
  const listed = drill?.path
  const asked = listed ? { ...drill?.asked, sort, page, size: SIZE } : { ...drill?.asked, metric: drill?.metric ?? '', limit: SIZE, offset: (page - 1) * SIZE, order_by: sort }
  const { data, error, refetch } = useResult(listed ?? '/rows', asked, !!drill)
  const may = session?.user.scopes?.some(s => s === '*' || s === 'rows:export')
  const file = (format: string) => listed ? address(listed, { ...drill?.asked, sort, format }) : address('/rows', { ...drill?.asked, metric: drill?.metric, order_by: sort, limit: 100000, format })
  return (
    <Drawer open={!!drill} onClose={() => { close(); setPage(1); setSort('') }} size="min(1100px, 100vw)" title={drill ? t('rowsBehind', { what: drill.title }) : ''}
      extra={may && <Space><Button size="small" href={file('csv')}>{t('csv')}</Button><Button size="small" href={file('xlsx')}>{t('xlsx')}</Button></Space>}>
      {error ? <Trouble error={error} retry={() => void refetch()} /> : !drill ? null : !data ? <Waiting /> : !data.rows.length ? <Empty why={t('nothing')} /> :
        <DataTable label={drill?.title} columns={data.columns} rows={data.rows} total={data.total} currency={data.currency} page={page} size={SIZE} sort={sort} hidden={listed ? HIDDEN : undefined} onPage={setPage} onSort={s => { setSort(s); setPage(1) }}
          onOpen={row => { if (row.opportunity_id) onDeal(String(row.opportunity_id)) }} />}
    </Drawer>
  )
}
/** Ids and places that say nothing beside their words. */
const HIDDEN = ['position', 'team', 'product_id', 'pipeline']
