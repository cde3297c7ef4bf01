import { DownloadOutlined } from '@ant-design/icons'
import { Button, Select, Tooltip } from 'antd'
import { Link, useSearchParams } from 'react-router-dom'
import { useResultOf, useSegments, useSession } from '../../client/hooks'
import { address } from '../../client/http'
import type { Good, PageSpec, Text, Unit, Value } from '../../client/types'
import { useWords } from '../../i18n'
import { Card } from '../../parts/Card'
import { Empty, Trouble } from '../../parts/States'
import { Waiting } from '../../parts/Waiting'
import { useSegmentWords } from './words'

type Cell = { value: Value; share: number | null; n: number | null; difference: number | null; low: number | null; high: number | null; clear: boolean; by_definition: boolean }
type Measure = { name: string; title: Text; unit: Unit; good: Good }
type Side = { segment: string; name: string; customers: number; share: number | null; sentence: Text }
type Comparison = { start: string; end: string; currency: string; sides: Side[]; rows: { measure: Measure; cells: Cell[] }[]; overlap: number[][]; left_out: Text[] }
const MOST = 5

/** Two to five segments side by side; which ones stands in the address. */
export default function Compare(_: { page: PageSpec }) {
  const say = useSegmentWords()
  const [search, setSearch] = useSearchParams()
  const known = useSegments()
  const chosen = search.getAll('with')
  const choose = (words: string[]) => setSearch(before => {
    const next = new URLSearchParams(before)
    next.delete('with')
    words.slice(0, MOST).forEach(word => next.append('with', word))
    return next
  }, { replace: true })
  if (known.error) return <Trouble error={known.error} />
  if (!known.data) return <Waiting lines={8} />
  const gone = chosen.filter(word => word !== 'all' && !known.data.some(s => s.segment_id === word || s.name === word))
  const options = [...known.data.map(s => ({ value: s.segment_id, label: s.name })), { value: 'all', label: say('everybody') }, ...gone.map(word => ({ value: word, label: word }))]
  const value = chosen.map(word => known.data.find(s => s.name === word)?.segment_id ?? word)
  return (
    <>
      <div className="bar noprint"><Select mode="multiple" aria-label={say('pick')} placeholder={say('pick')} showSearch={{ optionFilterProp: 'label' }} maxCount={MOST} style={{ minWidth: 'min(520px, 100%)', flex: '0 1 auto' }} value={value} onChange={choose} options={options} /></div>
      {!known.data.length ? <Empty why={say('noneYet')}><Link to="/p/segment_builder">{say('toBuilder')}</Link></Empty> : chosen.length < 2 ? <Empty why={say('need')}><Link to="/p/segment_builder">{say('toBuilder')}</Link></Empty> : <Sides words={chosen} />}
    </>
  )
}

function Sides({ words }: { words: string[] }) {
  const say = useSegmentWords()
  const { pick } = useWords()
  const { data, error } = useResultOf<Comparison>('/segments/compare', { segment: words })
  const may = useSession().data?.user.scopes?.some(s => s === '*' || s === 'rows:export')
  if (error) return <Trouble error={error} />
  if (!data) return <Waiting lines={10} />
  return (
    <div className="stack">
      <ul className="saidlist">{data.sides.slice(0, -1).map(side => <li key={side.segment} className="headline">{pick(side.sentence)}</li>)}</ul>
      <Card subtitle={say('stands', { from: data.start, to: data.end })} title={say('measure')} extra={may && <Button size="small" icon={<DownloadOutlined />} href={address('/segments/compare', { segment: words, format: 'xlsx' })}>{say('download')}</Button>}>
        <Grid found={data} />
        {data.left_out.length > 0 && <p className="small soft">{say('leftOut')}: {data.left_out.map(pick).join(' · ')}</p>}
      </Card>
      <Overlap found={data} />
    </div>
  )
}

const useName = () => { const say = useSegmentWords(); return (side: Side) => (side.segment === 'all' ? say('everybody') : side.name) }

function Grid({ found }: { found: Comparison }) {
  const say = useSegmentWords()
  const named = useName()
  const { pick, show } = useWords()
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={say('measure')}>
      <table className="data sides">
        <thead><tr><th scope="col">{say('measure')}</th>{found.sides.map(side => <th key={side.segment} scope="col" className="figure">{side.segment === 'all' ? named(side) : <Link className="link" to={`/p/segment_builder?open=${encodeURIComponent(side.segment)}`}>{side.name}</Link>}</th>)}</tr></thead>
        <tbody>
          <tr><th scope="row">{say('size')}</th>{found.sides.map(side => <td key={side.segment} className="figure"><b>{show(side.customers, { unit: 'count' })}</b><small>{side.share === null ? '' : say('share_of', { share: show(side.share, { unit: 'ratio' }) })}</small></td>)}</tr>
          {found.rows.map(row => <tr key={row.measure.name}><th scope="row">{pick(row.measure.title)}</th>{row.cells.map((cell, i) => <Figure key={i} cell={cell} measure={row.measure} currency={found.currency} />)}</tr>)}
        </tbody>
      </table>
    </div>
  )
}

/** A value, and under it what it stands on: its share of the total, or how far it is from all customers. */
function Figure({ cell, measure, currency }: { cell: Cell; measure: Measure; currency: string }) {
  const say = useSegmentWords()
  const { show, language } = useWords()
  const apart = (value: number | null) => {
    if (value === null) return '–'
    const share = measure.unit === 'ratio' || measure.unit === 'probability' || measure.unit === 'points'
    const text = show(Math.abs(value), { unit: share ? 'ratio' : measure.unit }, currency).replace('%', share ? (language === 'zh' ? ' 个百分点' : ' pts') : '%')
    return /[1-9]/.test(text) ? `${value < 0 ? '−' : '+'}${text}` : text
  }
  const tone = !cell.clear || measure.good === 'neutral' || cell.difference === null ? '' : (cell.difference > 0) === (measure.good === 'up') ? 'good' : 'bad'
  const value = <b className={tone}>{show(cell.value, { unit: measure.unit }, currency)}</b>
  const told = cell.by_definition ? say('byDefinition') : cell.low !== null ? say('interval', { value: apart(cell.difference), low: apart(cell.low), high: apart(cell.high) }) : ''
  const under = cell.share !== null ? say('share_of', { share: show(cell.share, { unit: 'ratio' }) }) : cell.difference !== null ? `${apart(cell.difference)} · ${say('n', { n: show(cell.n, { unit: 'count' }) })}` : cell.n !== null ? say('n', { n: show(cell.n, { unit: 'count' }) }) : ''
  return <td className="figure">{told ? <Tooltip title={told}><span>{value}</span></Tooltip> : value}<small>{under}</small></td>
}

function Overlap({ found }: { found: Comparison }) {
  const say = useSegmentWords()
  const named = useName()
  const { show } = useWords()
  const sides = found.sides.slice(0, -1)
  if (sides.length < 2) return null
  return (
    <Card title={say('overlap')} subtitle={say('overlapHint')}>
      <div className="scroll" tabIndex={0} role="region" aria-label={say('overlap')}>
        <table className="cells">
          <thead><tr><td />{sides.map(side => <th key={side.segment} scope="col">{named(side)}</th>)}</tr></thead>
          <tbody>{sides.map((side, i) => <tr key={side.segment}><th scope="row">{named(side)}</th>{sides.map((other, k) => {
            const share = side.customers ? found.overlap[i]![k]! / side.customers : 0
            return <td key={other.segment} style={{ background: `color-mix(in srgb, var(--accent) ${Math.round(share * 24)}%, var(--bg))` }}>{show(found.overlap[i]![k]!, { unit: 'count' })} <span>({show(share, { unit: 'ratio' })})</span></td>
          })}</tr>)}</tbody>
        </table>
      </div>
    </Card>
  )
}
