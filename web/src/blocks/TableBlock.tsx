import { Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useBlock } from '../client/hooks'
import type { Block } from '../client/types'
import { useWords } from '../i18n'
import { DataTable } from '../parts/DataTable'
import { ofCell, useDrill } from '../parts/drill'
import { useOpportunity } from '../parts/opportunity'
import { Empty } from '../parts/States'
import type { BlockProps } from './Block'

export function TableBlock({ block, data: first, pageId, number, asked }: BlockProps) {
  const table = block as Extract<Block, { kind: 'table' }>
  const { t, pick } = useWords()
  const [page, setPage] = useState(1)
  const [sort, setSort] = useState('')
  const [search, setSearch] = useState('')
  const words = useDeferredValue(search)
  const usual = page === 1 && !sort && !words
  const more = useBlock(pageId, number, usual ? asked : { ...asked, page, size: table.page_size, sort, search: words })
  const data = more.data ?? first
  const open = useDrill()
  const show = useOpportunity()
  const drill = data.drill
  const titles = Object.fromEntries(data.columns.map(c => [c.name, pick(c.title)]))
  return (
    <>
      {!drill && first.total > table.page_size && <Input.Search allowClear aria-label={t('search')} placeholder={t('searchHint')} style={{ maxWidth: 280, marginBottom: 10 }} onChange={e => { setSearch(e.target.value); setPage(1) }} />}
      {data.status === 'empty' && data.empty ? <Empty why={data.empty.why} next={data.empty.next_step} /> :
        <DataTable columns={data.columns} rows={data.rows} total={data.total} currency={data.currency} page={page} size={table.page_size} sort={sort} onPage={setPage} onSort={s => { setSort(s); setPage(1) }}
          onOpen={row => show(String(row.opportunity_id))}
          onCell={drill ? (column, row) => open({ metric: column.name, title: titles[column.name] ?? '', asked: ofCell(drill, data.columns, row) }) : undefined} />}
    </>
  )
}
