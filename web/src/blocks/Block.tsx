import { lazy, Suspense, useEffect, useMemo, useRef, useState, type ComponentType } from 'react'
import { useBlock, useSession, type Asked } from '../client/hooks'
import { address } from '../client/http'
import type { Block, BlockData } from '../client/types'
import { useWords } from '../i18n'
import { Card, type Export } from '../parts/Card'
import type { Drawing } from '../charts/echarts'
import { Empty, Trouble } from '../parts/States'
import { Bars } from './Bars'
import { Evidence } from './Evidence'
import { Funnel } from './Funnel'
import { Kpis } from './Kpis'
import { Headline, Note, Reasons } from './Plain'
import { TableBlock } from './TableBlock'
import { useSettings } from './sliders/settings'
import { Trend } from './Trend'
import { useView } from '../shell/view'
import { Waiting } from '../parts/Waiting'

export type BlockProps = { block: Block; data: BlockData; pageId: string; number: number; asked: Asked; onReady?: (d: Drawing) => void }
type Filled = Omit<BlockProps, 'data' | 'onReady'> & { data?: BlockData; error?: unknown; retry?: () => void; part?: number }

/** What the first page does not show comes when it is wanted. */
const Cells = lazy(async () => ({ default: (await import('./Cells')).Cells }))
const Distribution = lazy(async () => ({ default: (await import('./lazy/Distribution')).Distribution }))
const PlainTable = lazy(async () => ({ default: (await import('./PlainTable')).PlainTable }))
const OwnFigures = lazy(async () => ({ default: (await import('./figures/OwnFigures')).OwnFigures }))
const Sliders = lazy(async () => ({ default: (await import('./sliders/Sliders')).Sliders }))
const Scatter = lazy(async () => ({ default: (await import('./lazy/Scatter')).Scatter }))
const Treemap = lazy(async () => ({ default: (await import('./Treemap')).Treemap }))
const Waterfall = lazy(async () => ({ default: (await import('./Waterfall')).Waterfall }))

const KINDS: Record<Block['kind'], ComponentType<BlockProps>> = {
  headline: Headline, kpis: Kpis, trend: Trend, bars: Bars, distribution: Distribution, funnel: Funnel, waterfall: Waterfall, matrix: Cells, cohort: Cells, treemap: Treemap,
  scatter: Scatter, table: TableBlock, evidence: Evidence, reasons: Reasons, note: Note, sliders: Sliders, own_figures: OwnFigures,
}
const DRAWN = new Set(['trend', 'bars', 'distribution', 'waterfall', 'scatter'])
const CHARTED = new Set([...DRAWN, 'funnel', 'matrix', 'cohort', 'treemap'])
const BARE = new Set(['kpis', 'headline', 'sliders'])

/** The drawing code comes while the figures are on their way. */
const fetchDrawing = () => void import('../charts/Chart')

/** One block of a page: asks for its content. Whoever lays out the page is told whether there is anything to show. */
export function BlockView({ pageId, number, block, asked, onEmpty }: { pageId: string; number: number; block: Block; asked: Asked; onEmpty?: (number: number, empty: boolean) => void }) {
  const settings = useSettings(block)
  const whole = useMemo(() => ({ ...asked, ...settings }), [asked, settings])
  const { data, error, refetch } = useBlock(pageId, number, whole)
  useEffect(() => { if (DRAWN.has(block.kind) || block.kind === 'sliders') fetchDrawing() }, [block.kind])
  const isEmpty = data?.status === 'empty' && !!data.empty && !error
  useEffect(() => { if (data) onEmpty?.(number, isEmpty) }, [data, number, isEmpty, onEmpty])
  return <FilledBlock block={block} data={data} error={error} retry={() => void refetch()} pageId={pageId} number={number} asked={whole} />
}

/** A block with its content; it says why when there is none. `part` is its place among the results of a block that holds others. */
export function FilledBlock({ pageId, number, block, asked, data, error, retry, part }: Filled) {
  const { t, pick, dark } = useWords()
  const drawing = useRef<Drawing>(null)
  const [asTable, setAsTable] = useState(false)
  const session = useSession().data
  const may = session?.user.scopes?.some(s => s === '*' || s === 'rows:export')
  const Kind = asTable || (part !== undefined && block.kind === 'table') ? PlainTable : KINDS[block.kind]
  const exports: Export[] = []
  if (may && data?.rows.length) {
    for (const format of ['csv', 'xlsx'] as const) exports.push({ label: t(format), href: address(`/pages/${pageId}/blocks/${number}`, { ...asked, format, part }) })
  }
  if (CHARTED.has(block.kind) && data?.rows.length) exports.unshift({ label: t(asTable ? 'asChart' : 'asTable'), run: () => setAsTable(!asTable) })
  if (DRAWN.has(block.kind) && !asTable && data?.rows.length) exports.push({ label: t('png'), run: () => save(drawing.current, dark, pick(block.title)) })
  const content = error ? <Trouble error={error} retry={retry} />
    : !data ? <Waiting lines={block.kind === 'headline' ? 1 : 5} />
      : data.status === 'empty' && data.empty && block.kind !== 'kpis' ? <Empty why={data.empty.why} next={data.empty.next_step} />
        : <Suspense fallback={<Waiting />}><Kind block={block} data={data} pageId={pageId} number={number} asked={asked} onReady={d => { drawing.current = d }} /></Suspense>
  if (BARE.has(block.kind) && data && !error && data.status === 'ok') return content
  const title = pick(block.title) || (block.kind === 'evidence' ? t('evidenceTitle') : undefined)
  return (
    <Card title={title} subtitle={pick(block.subtitle) || undefined} exports={exports}>
      {content}{data?.note && !error && <p className="small soft">{pick(data.note)}</p>}
      {!!error && block.kind === 'sliders' && <Back block={block} />}
    </Card>
  )
}

/** Out of settings that cannot be worked out: back to the usual ones. */
function Back({ block }: { block: Extract<Block, { kind: 'sliders' }> }) {
  const { t } = useWords()
  const { change } = useView()
  return <p><button type="button" className="textbutton" onClick={() => change(Object.fromEntries(block.sliders.map(s => [s.param, ''])))}>{t('reset')}</button></p>
}

function save(drawing: Drawing | null, dark: boolean, title: string) {
  if (!drawing) return
  const link = document.createElement('a')
  link.href = drawing.getDataURL({ pixelRatio: 2, backgroundColor: dark ? '#151c2e' : '#ffffff' })
  link.download = `${title || 'foresail'}.png`
  link.click()
}
