import { Table, Tooltip, type TableColumnsType } from 'antd'
import { useMemo, type ReactNode } from 'react'
import { useNavigate } from 'react-router-dom'
import type { Column, Value } from '../client/types'
import { useWords } from '../i18n'
import { asNumber, isMoney, isShare, isWord } from '../i18n/format'

type Props = {
  columns: Column[]; rows: Value[][]; total: number; currency: string; page?: number; size?: number; sort?: string; hidden?: string[]
  onPage?: (page: number, size: number) => void; onSort?: (sort: string) => void; onOpen?: (row: Record<string, Value>) => void
  onCell?: (column: Column, row: Value[]) => void; virtualHeight?: number
}

/** Which columns are shown: an id beside its words is left out, the words take its link. */
export function visible(columns: Column[], hidden: string[] = []): Column[] {
  const names = new Set(columns.map(c => c.name))
  return columns.filter(c => !hidden.includes(c.name)
    && !(names.has(`${c.name}_name`)) && !(c.name.endsWith('_id') && names.has(`${c.name.slice(0, -3)}_name`))
    && !(c.unit === 'id' && c.opens && names.has('name')))
}

export function DataTable(props: Props) {
  const { columns, rows, total, page = 1, size = rows.length || 1, sort = '', onPage, onSort } = props
  const { t } = useWords()
  const render = useCells(props)
  const records = useMemo(() => rows.map((values, key) => ({ key, values })), [rows])
  const places = useMemo(() => new Map(columns.map((c, i) => [c.name, i])), [columns])
  const shownColumns: TableColumnsType<{ key: number; values: Value[] }> = visible(columns, props.hidden).map(c => ({
    key: c.name, title: <Head column={c} />, align: isWord(c.unit) ? undefined : 'right', sorter: !!onSort, ellipsis: isWord(c.unit) && c.unit !== 'date',
    width: width(c), sortOrder: sort.replace('-', '') === c.name ? (sort.startsWith('-') ? 'descend' : 'ascend') : null,
    render: (_: unknown, r) => render(c, r.values, places),
  }))
  return (
    <Table size="small" columns={shownColumns} dataSource={records} scroll={{ x: shownColumns.reduce((sum, c) => sum + Number(c.width), 0) }} rowKey="key" showSorterTooltip={false}
      pagination={total > size || page > 1 ? { current: page, pageSize: size, total, size: 'small', showSizeChanger: false, showTotal: n => t('total', { n: n.toLocaleString() }) } : false}
      onChange={(p, _f, s, extra) => {
        if (extra.action === 'sort') { const one = Array.isArray(s) ? s[0] : s; onSort?.(one?.order ? `${one.order === 'descend' ? '-' : ''}${String(one.columnKey)}` : '') }
        else if (p.current) onPage?.(p.current, p.pageSize ?? size)
      }} />
  )
}

const width = (c: Column) => (isMoney(c.unit) || isShare(c.unit) ? 118 : c.unit === 'text' ? 190 : c.unit === 'timestamp' ? 140 : isWord(c.unit) ? 124 : 100)

function Head({ column }: { column: Column }) {
  const { pick } = useWords()
  const title = pick(column.title)
  return column.definition ? <Tooltip title={pick(column.definition)}><span>{title}</span></Tooltip> : <span title={title}>{title}</span>
}

function useCells({ columns, currency, onOpen, onCell }: Props) {
  const { show } = useWords()
  const go = useNavigate()
  const entity = (c: Column, names: Set<string>) => c.opens || (c.name.endsWith('_name') && names.has(`${c.name.slice(0, -5)}_id`) && ['account', 'opportunity'].includes(c.name.slice(0, -5)) ? c.name.slice(0, -5) : '')
  const names = new Set(columns.map(c => c.name))
  return (c: Column, row: Value[], places: Map<string, number>): ReactNode => {
    const value = row[places.get(c.name)!] ?? null
    const text = show(value, c, currency)
    const opens = entity(c, names)
    const id = row[places.get(`${opens}_id`) ?? -1] ?? row[places.get(opens) ?? -1]
    if (opens === 'account' && id) return <button type="button" className="link" onClick={() => void go(`/accounts/${encodeURIComponent(String(id))}`)}>{text}</button>
    if (opens === 'opportunity' && id && onOpen) return <button type="button" className="link" onClick={() => onOpen(Object.fromEntries(columns.map((k, i) => [k.name, row[i] ?? null])))}>{text}</button>
    if (c.unit === 'probability') return <Probability value={asNumber(value)} text={text} />
    if (c.role === 'change') return <Change value={asNumber(value)} text={text} good={c.good} />
    if (c.role === 'metric' && onCell && value !== null) return <button type="button" className="link" style={{ color: 'inherit' }} onClick={() => onCell(c, row)}>{text}</button>
    return text
  }
}

export function Probability({ value, text }: { value: number | null; text: string }) {
  if (value === null) return <>–</>
  const tone = value >= 0.6 ? 'good' : value >= 0.35 ? 'warn' : 'bad'
  return <span className={`prob ${tone}`}><i><b style={{ width: `${Math.round(value * 100)}%` }} /></i>{text}</span>
}

export function Change({ value, text, good }: { value: number | null; text: string; good: string }) {
  if (value === null || value === 0) return <span className="soft">{text}</span>
  const tone = good === 'neutral' ? 'soft' : (value > 0) === (good === 'up') ? 'good' : 'bad'
  return <span className={tone}>{value > 0 ? '▲' : '▼'} {text.replace(/^[−+-]/, '')}</span>
}
