import { useState } from 'react'
import { useBlock } from '../client/hooks'
import type { Block } from '../client/types'
import { useWords } from '../i18n'
import { DataTable } from '../parts/DataTable'
import { ofCell, useDrill } from '../parts/drill'
import { useOpportunity } from '../parts/opening'
import { SearchBox } from '../parts/SearchBox'
import { Empty } from '../parts/States'
import type { BlockProps } from './Block'

export function TableBlock({ block, data: first, pageId, number, asked }: BlockProps) {
  const table = block as Extract<Block, { kind: 'table' }>
  const { t, pick } = useWords()
  const [page, setPage] = useState(1)
  const [sort, setSort] = useState('')
  const [search, setSearch] = useState('')
  const usual = page === 1 && !sort && !search
  const more = useBlock(pageId, number, usual ? asked : { ...asked, page, size: table.page_size, sort, search })
  const data = more.data ?? first
  const open = useDrill()
  const show = useOpportunity()
  const drill = data.drill
  const titles = Object.fromEntries(data.columns.map(c => [c.name, pick(c.title)]))
  return (
    <>
      {!drill && first.total > table.page_size && <div style={{ marginBottom: 10 }}><SearchBox label={t('search')} hint={t('searchHint')} onSearch={v => { setSearch(v); setPage(1) }} /></div>}
      {data.status === 'empty' && data.empty ? <Empty why={data.empty.why} next={data.empty.next_step} /> :
        <DataTable label={pick(block.title)} columns={data.columns} rows={data.rows} total={data.total} currency={data.currency} page={page} size={table.page_size} sort={sort} grain={drill?.grain} only={table.columns} onPage={setPage} onSort={s => { setSort(s); setPage(1) }}
          onOpen={row => show(String(row.opportunity_id))}
          onCell={drill ? (column, row) => open({ metric: column.name, title: titles[column.name] ?? '', asked: ofCell(drill, data.columns, row) }) : undefined} />}
    </>
  )
}
