import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'react-router-dom'
import { useGeneration, useSession, type Segment } from '../../client/hooks'
import { address, post } from '../../client/http'
import type { Column, Filter, Value } from '../../client/types'
import { useWords } from '../../i18n'
import { Card } from '../../parts/Card'
import { DataTable } from '../../parts/DataTable'
import { Empty, Trouble } from '../../parts/States'
import { Waiting } from '../../parts/Waiting'
import { useSegmentWords } from './words'

export type Preview = {
  size: { customers: number; of_customers: number; revenue: string; of_revenue: string; currency: string }; filter: Filter | null; columns: Column[]; rows: Value[][]
}
const PAUSE = 350

/** What a draft means, asked for when the typing pauses. */
export function usePreview(condition: string, pinned: string[]) {
  const id = useGeneration()
  const key = JSON.stringify([condition, pinned])
  const [asked, setAsked] = useState(key)
  useEffect(() => { const timer = setTimeout(() => setAsked(key), PAUSE); return () => clearTimeout(timer) }, [key])
  const [text, ids] = JSON.parse(asked) as [string, string[]]
  return useQuery({ queryKey: ['preview', id, asked], enabled: !!text.trim() || ids.length > 0, placeholderData: keepPreviousData, queryFn: () => post<Preview>('/segments/preview', { condition: text, pinned: ids }) })
}

type Props = { preview: { data: Preview | undefined; error: unknown }; asked: boolean; kept: Segment | undefined }
/** How many customers, with how much of the revenue, and the first of them; a kept segment can be taken along. */
export function Found({ preview: { data, error }, asked, kept }: Props) {
  const say = useSegmentWords()
  const { show, t } = useWords()
  const may = useSession().data?.user.scopes?.some(s => s === '*' || s === 'rows:export')
  const files = may && kept ? (['csv', 'xlsx'] as const).map(format => ({ label: t(format), href: address(`/segments/${kept.segment_id}/members`, { format }) })) : []
  if (!asked) return <Card><Empty why={say('start')} /></Card>
  if (error) return <Card><Trouble error={error} /></Card>
  if (!data) return <Card><Waiting /></Card>
  const { size } = data
  const share = (part: number, whole: number) => say('ofAll', { share: whole ? show(part / whole, { unit: 'ratio' }) : '–' })
  return (
    <Card title={say('members')} subtitle={size.customers > data.rows.length ? say('first', { n: data.rows.length }) : undefined} exports={files}>
      <div className="big">
        <div><small>{say('customers')}</small><b>{show(size.customers, { unit: 'count' })}</b> <span className="soft small">{share(size.customers, size.of_customers)}</span></div>
        <div><small>{say('revenue')}</small><b>{show(size.revenue, { unit: 'money' }, size.currency)}</b> <span className="soft small">{share(Number(size.revenue), Number(size.of_revenue))}</span></div>
        {kept && <div className="ways"><Link to={`/?segment=${kept.segment_id}`}>{say('use')}</Link><Link to={`/p/segment_compare?with=${kept.segment_id}&with=all`}>{say('compare')}</Link></div>}
      </div>
      {data.rows.length ? <DataTable label={say('members')} columns={data.columns} rows={data.rows} total={data.rows.length} currency={size.currency} hidden={['owner']} /> : <Empty why={say('nobody')} />}
      {may && !kept && data.rows.length > 0 && <p className="small soft">{say('exportHint')}</p>}
    </Card>
  )
}
