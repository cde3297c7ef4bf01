import { Segmented } from 'antd'
import type { ReactNode } from 'react'
import { useResult, useSession } from '../client/hooks'
import { address } from '../client/http'
import type { PageSpec } from '../client/types'
import { useWords } from '../i18n'
import { Card } from '../parts/Card'
import { DataTable } from '../parts/DataTable'
import { SearchBox } from '../parts/SearchBox'
import { Empty, Trouble } from '../parts/States'
import { FilterBar } from '../shell/FilterBar'
import { askedOf, useView } from '../shell/view'
import { Waiting } from '../parts/Waiting'

const SIZE = 50
type Props = { page: PageSpec; path: string; hidden: string[]; first: string[]; tabs?: { name: string; usual: string; options: { value: string; label: string }[] }; onOpen?: (id: string) => void; head?: ReactNode }

/** A list that the server filters, sorts, searches and pages; every choice stands in the address. */
export function List({ page, path, hidden, first, tabs, onOpen }: Props) {
  const { t, pick } = useWords()
  const { view, search, change } = useView()
  const session = useSession().data
  const words = search.get('search') ?? ''
  const chosen = tabs ? search.get(tabs.name) ?? tabs.usual : ''
  const sort = search.get('sort') ?? ''
  const at = Number(search.get('page') ?? 1)
  const asked = { ...askedOf(view, page.filters), ...(tabs ? { [tabs.name]: chosen === 'all' ? '' : chosen } : {}), search: words, sort, page: at, size: SIZE }
  const query = { ...asked, ...(tabs && chosen === 'all' ? { [tabs.name]: ' ' } : {}) }
  const { data, error } = useResult(path, query)
  const may = session?.user.scopes?.some(s => s === '*' || s === 'rows:export')
  const files = may ? (['csv', 'xlsx'] as const).map(format => ({ label: t(format), href: address(path, { ...query, page: null, size: null, format }) })) : []
  return (
    <>
      <FilterBar filters={page.filters} />
      <Card title={data ? t('total', { n: data.total.toLocaleString() }) : ' '} exports={files}>
        <div className="bar">
          <SearchBox label={t('search')} hint={t('searchHint')} value={words} onSearch={v => change({ search: v, page: '' })} />
          {tabs && <Segmented aria-label={tabs.name} value={chosen} onChange={v => change({ [tabs.name]: v === tabs.usual ? '' : String(v), page: '' })} options={tabs.options} />}
        </div>
        {error ? <Trouble error={error} /> : !data ? <Waiting /> : !data.rows.length ? <Empty why={t('nothing')} /> :
          <DataTable label={pick(page.title)} columns={data.columns} rows={data.rows} total={data.total} currency={data.currency} page={at} size={SIZE} sort={sort} hidden={hidden} first={first} onPage={p => change({ page: p > 1 ? String(p) : '' })} onSort={s => change({ sort: s, page: '' })} onOpen={onOpen ? row => onOpen(String(row.opportunity_id)) : undefined} />}
      </Card>
    </>
  )
}
