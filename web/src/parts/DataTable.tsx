import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { type CSSProperties, type ReactNode } from 'react'
import { Link } from 'react-router-dom'
import type { Column, Grain, Value } from '../client/types'
import { useWords } from '../i18n'
import { codeWord, withoutSource } from '../i18n/codes'
import { asNumber, grainOf, isWord, periodWord } from '../i18n/format'
import { chosen, headWidth, knownTitle, ordered, visible, width, withoutLanguage } from './columns'
import { Pager } from './Pager'

type Props = {
  columns: Column[]; rows: Value[][]; total: number; currency: string; label?: string; page?: number; size?: number; sort?: string; hidden?: string[]; first?: string[]; only?: string[]; grain?: Grain | null
  onPage?: (page: number) => void; onSort?: (sort: string) => void; onOpen?: (row: Record<string, Value>) => void
  onCell?: (column: Column, row: Value[]) => void
}

/** A table that the server sorts and pages. It scrolls inside its card; every link and button works by keyboard. */
export function DataTable(props: Props) {
  const { columns, rows, total, label, page = 1, size = rows.length || 1, sort = '', onPage, onSort } = props
  const { t, language } = useWords()
  const render = useCells(props)
  const places = new Map(columns.map((c, i) => [c.name, i]))
  const shown = props.only?.length ? chosen(columns, props.only, language) : ordered(visible(columns, language, props.hidden), props.first)
  return (
    <>
      <div className="scroll" tabIndex={0} role="region" aria-label={label ? `${t('table')}: ${label}` : t('table')}>
        <table className="data">
          <thead><tr>{shown.map(c => <Head key={c.name} column={c} sort={sort} onSort={onSort} />)}</tr></thead>
          <tbody>{rows.map((row, i) => (
            <tr key={i}>{shown.map(c => <td key={c.name} className={isWord(c.unit) ? 'words' : 'figure'} style={style(c)}>{render(c, row, places)}</td>)}</tr>))}</tbody>
        </table>
      </div>
      {(total > size || page > 1) && onPage && <Pager label={label} page={page} size={size} total={total} onPage={onPage} />}
    </>
  )
}

const style = (c: Column): CSSProperties => { const [least, most] = width(c); return { minWidth: least, maxWidth: most } }
/** First the way that tells most (figures from the top, words from A), then the other, then as it was. */
const turned = (sort: string, name: string, figure: boolean) => {
  const [first, second] = figure ? [`-${name}`, name] : [name, `-${name}`]
  return sort === first ? second : sort === second ? '' : first
}

function Head({ column, sort, onSort }: { column: Column; sort: string; onSort: Props['onSort'] }) {
  const { t, pick } = useWords()
  const known = knownTitle(column)
  const title = known ? t(known) : withoutLanguage(pick(column.title))
  const way = sort === column.name ? 'ascending' : sort === `-${column.name}` ? 'descending' : undefined
  const words = column.definition ? <Tooltip title={pick(column.definition)}><span className="defined">{title}</span></Tooltip> : title
  const figure = isWord(column.unit) ? '' : 'figure'
  const room = { minWidth: headWidth(title) }
  if (!onSort) return <th scope="col" className={figure} style={room}>{words}</th>
  return (
    <th scope="col" className={figure} style={room} aria-sort={way}>
      <button type="button" onClick={() => onSort(turned(sort, column.name, !!figure))}>{words}<span className="sorts" aria-hidden><CaretUpOutlined className={way === 'ascending' ? 'on' : ''} /><CaretDownOutlined className={way === 'descending' ? 'on' : ''} /></span></button>
    </th>
  )
}

const ENTITIES = ['account', 'opportunity']

/** A column of periods: of a query, or of an output that has one by name. */
const isPeriod = (c: Column) => c.role === 'period' || (c.unit === 'date' && (c.name === 'period' || c.name === 'origin'))

function useCells({ columns, rows, currency, grain, onOpen, onCell }: Props) {
  const grains = new Map(columns.map((c, i) => [c.name, isPeriod(c) ? grainOf(rows.map(r => r[i]), grain) : undefined]))
  const { show, language } = useWords()
  const names = new Set(columns.map(c => c.name))
  const entity = (c: Column) => {
    const before = c.name.replace(/_name$/, '')
    return c.opens || (c.name === 'name' && names.has('opportunity_id') ? 'opportunity' : before !== c.name && names.has(`${before}_id`) && ENTITIES.includes(before) ? before : '')
  }
  return (c: Column, row: Value[], places: Map<string, number>): ReactNode => {
    const value = row[places.get(c.name)!] ?? null
    const code = c.labels?.[String(value)] ? undefined : codeWord(c.name, value, language)
    const said = code ?? (c.unit === 'id' ? withoutSource(value) : null) ?? (isPeriod(c) ? periodWord(value, language, grains.get(c.name) ?? 'day') : show(value, c, currency))
    const at = (name: string) => row[places.get(name) ?? -1] ?? null
    const opens = entity(c)
    const id = at(`${opens}_id`) ?? at(opens)
    const text = value === null && opens && id ? String(id) : said // a deal without a name is called by its id
    if (opens === 'account' && id) return <Link className="link cut" title={text} to={`/accounts/${encodeURIComponent(String(id))}`}>{text}</Link>
    if (opens === 'opportunity' && id && onOpen) return <button type="button" className="link cut" title={text} onClick={() => onOpen(Object.fromEntries(columns.map((k, i) => [k.name, row[i] ?? null])))}>{text}</button>
    if (c.name === `title_${language}` && at('rule_id')) return <Link className="link cut" title={text} to={`/p/quality?rule=${encodeURIComponent(String(at('rule_id')))}`}>{text}</Link>
    if (c.unit === 'probability' && !/_(low|high)$/.test(c.name)) return <Probability value={asNumber(value)} text={text} good={c.good} />
    if (c.role === 'change') return <Change value={asNumber(value)} text={text} good={c.good} />
    if (c.role === 'metric' && onCell && value !== null) return <button type="button" className="link plain" onClick={() => onCell(c, row)}>{text}</button>
    if (c.name === 'stage' && !/^[–—]$/.test(text)) return <span className="tag">{text}</span>
    if (c.name === 'severity') return <span className={`tag ${TONES[String(value)] ?? ''}`}>{text}</span>
    return isWord(c.unit) ? <span className={c.unit === 'id' || NAMES.test(c.name) || !WRAPS.test(text) ? 'cut' : LONG.test(text) ? 'told' : 'told few'} title={text}>{text}</span> : text
  }
}
/** A sentence rather than a name: it goes on in a second line instead of being cut off. */
const LONG = /^(.{31,}|(?=.*[\u4e00-\u9fff]).{15,})$/
const NAMES = /(account|opportunity|owner|team|product|company|contact)_name$|^(name|company|email)$/
/** A few words: they go on in a second line where the table has no room for one. */
const WRAPS = /^(?=.*[ \u4e00-\u9fff])(.{17,}|(?=.*[\u4e00-\u9fff]).{9,})$/
const TONES: Record<string, string> = { blocking: 'is-bad', error: 'is-bad', warning: 'is-warn', notice: 'is-accent' }

/** A chance as a bar: a high chance of something bad is no good news. */
export function Probability({ value, text, good = 'up' }: { value: number | null; text: string; good?: string }) {
  if (value === null) return <>–</>
  const tones = good === 'down' ? ['bad', 'warn', 'good'] : ['good', 'warn', 'bad']
  const tone = tones[value >= 0.6 ? 0 : value >= 0.35 ? 1 : 2]
  return <span className={`prob ${tone}`}><i><b style={{ width: `${Math.round(value * 100)}%` }} /></i><span>{text}</span></span>
}

export function Change({ value, text, good }: { value: number | null; text: string; good: string }) {
  if (value === null || value === 0) return <span className="soft">{text}</span>
  const tone = good === 'neutral' ? 'soft' : (value > 0) === (good === 'up') ? 'good' : 'bad'
  return <span className={tone}>{value > 0 ? '▲' : '▼'} {text.replace(/^[−+-]/, '')}</span>
}
