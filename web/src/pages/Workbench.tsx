import { Select } from 'antd'
import { useMemo, useState, type ReactNode } from 'react'
import { BlockView } from '../blocks/Block'
import { OwnFigure } from '../blocks/figures/OwnFigure'
import { Trend } from '../blocks/Trend'
import { useResult } from '../client/hooks'
import type { Block, BlockData, PageSpec, Result, Text, Value } from '../client/types'
import { useWords } from '../i18n'
import { Card } from '../parts/Card'
import { DataTable } from '../parts/DataTable'
import { records } from '../parts/records'
import { Trouble } from '../parts/States'
import { Waiting } from '../parts/Waiting'
import { useView } from '../shell/view'

const SAY = {
  level: { en: 'Level', zh: '层级' }, series: { en: 'Series', zh: '序列' }, fan: { en: 'History and forecast', zh: '历史与预测' },
  methods: { en: 'Methods compared on past months', zh: '各方法在历史月份上的对比' }, adjust: { en: 'Adjust with a reason', zh: '附理由调整' },
  hint: { en: 'Kept for ever as you said it, and judged beside the engine once the month is over.', zh: '您的数字会原样保存，月份结束后与引擎一同评判。' },
} satisfies Record<string, Text>
const FAN: Extract<Block, { kind: 'trend' }> = {
  kind: 'trend', title: null, subtitle: null, span: 12, x: 'period', y: ['actual'], forecast: 'mean', target: 'target', bands: [['lo_80', 'hi_80', 80], ['lo_95', 'hi_95', 95]], series: '',
}
const LEVELS: Record<string, Text> = {
  company: { en: 'Company', zh: '公司' }, region: { en: 'Region', zh: '区域' }, category: { en: 'Product category', zh: '产品类别' }, family: { en: 'Product family', zh: '产品系列' },
  channel: { en: 'Channel', zh: '渠道' }, owner: { en: 'Representative', zh: '销售代表' },
}

/** Pick a level and a series; see its past, its interval, its targets; compare methods; say what the engine cannot know. */
export default function Workbench({ page }: { page: PageSpec }) {
  const { pick, language } = useWords()
  const { search, change } = useView()
  const { data: list, error } = useResult('/forecast/series/series', { size: 1000 })
  const rows = useMemo(() => records(list), [list])
  const levels = useMemo(() => [...new Set(rows.map(r => String(r.level)))], [rows])
  if (error) return <Trouble error={error} />
  if (!list) return <Waiting />
  const level = levels.includes(search.get('level') ?? '') ? search.get('level')! : levels.includes('company') ? 'company' : levels[0] ?? ''
  const within = rows.filter(r => r.level === level)
  const series = within.find(r => r.series === search.get('series')) ?? within[0]
  const title = (name: string) => name.split('+').map(part => pick(LEVELS[part] ?? { en: part, zh: part })).join(' × ')
  const numbered = page.blocks.map((block, number) => ({ block, number }))
  const shown = ({ block, number }: (typeof numbered)[number]) => <BlockView pageId={page.id} number={number} block={block} asked={{}} />
  return (
    <div className="stack">
      {numbered.filter(b => b.block.kind === 'headline').map(b => <div key={b.number}>{shown(b)}</div>)}
      <div className="bar">
        <label>{pick(SAY.level)} <Select aria-label={pick(SAY.level)} value={level} style={{ minWidth: 170 }} onChange={v => change({ level: v, series: '' })} options={levels.map(v => ({ value: v, label: title(v) }))} /></label>
        <label>{pick(SAY.series)} <Select aria-label={pick(SAY.series)} showSearch value={series ? String(series.series) : undefined} style={{ minWidth: 240 }} onChange={v => change({ series: v })}
          options={within.map(r => ({ value: String(r.series), label: nameOf(r) || title('company') }))} optionFilterProp="label" /></label>
      </div>
      {series && <One key={String(series.series)} series={String(series.series)} words={String(series[`drivers_${language}`] ?? '')} />}
      {numbered.filter(b => b.block.span === 12 && b.block.kind !== 'trend' && b.block.kind !== 'headline').map(b => (
        <div key={b.number}><Folded title={b.block.kind === 'table' && b.block.title ? pick(b.block.title) : ''}>{shown(b)}</Folded></div>))}
    </div>
  )
}

/** Long tables are asked for once somebody wants to see them; what has no title stands open. */
function Folded({ title, children }: { title: string; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  if (!title) return children
  return <details className="method" onToggle={e => setOpen(e.currentTarget.open)}><summary>{title}</summary>{open && children}</details>
}

function One({ series, words }: { series: string; words: string }) {
  const { pick, currency } = useWords()
  const where = `series="${series}"`
  const points = useResult('/forecast/series/points', { where, sort: 'period', size: 500 })
  const methods = useResult('/forecast/series/accuracy', { where, sort: 'wape', size: 20 })
  const coming = records(points.data).filter(r => r.mean !== null)
  const table = methods.data && only(methods.data, ['method', 'wape', 'bias', 'n', 'shown'])
  return (
    <div className="grid">
      <div className="cell" style={{ gridColumn: 'span 12' }}><Card title={pick(SAY.fan)} subtitle={words}>
        {points.error ? <Trouble error={points.error} /> : points.data ? <Trend block={FAN} data={asBlock(points.data)} pageId="" number={0} asked={{}} /> : <Waiting />}</Card></div>
      <div className="cell" style={{ gridColumn: 'span 6' }}><Card title={pick(SAY.methods)}>
        {table ? <DataTable columns={table.columns} rows={table.rows} total={table.rows.length} currency={table.currency} label={pick(SAY.methods)} /> : <Waiting />}</Card></div>
      <div className="cell" style={{ gridColumn: 'span 6' }}><Card title={pick(SAY.adjust)} subtitle={pick(SAY.hint)}>
        <OwnFigure series={series} coming={coming} currency={points.data?.currency || currency} beside="forecast.series" />
      </Card></div>
    </div>
  )
}

const nameOf = (row: Record<string, Value>) =>
  [row.region, row.category, row.family, row.channel, row.owner_name ?? row.owner_id].filter(Boolean).join(' · ')
const asBlock = (result: Result): BlockData => ({
  status: 'ok', empty: null, columns: result.columns, rows: result.rows, total: result.total, sentence: null, kpis: [], evidence: null, card: null, drill: null, currency: result.currency,
})
const only = (result: Result, names: string[]) => {
  const places = names.map(n => result.columns.findIndex(c => c.name === n)).filter(i => i >= 0)
  return { columns: places.map(i => result.columns[i]!), rows: result.rows.map(r => places.map(i => r[i] ?? null)), currency: result.currency }
}
