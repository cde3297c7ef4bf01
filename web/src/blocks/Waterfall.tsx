import { useMemo } from 'react'
import type { Block } from '../client/types'
import { useWords } from '../i18n'
import { shown } from '../i18n/format'
import { ofBar, useDrill } from '../parts/drill'
import { categoryAxis, colours, grid, tip, valueAxis } from '../charts/axes'
import { LazyChart } from '../charts/LazyChart'
import type { BlockProps } from './Block'
import { columnOf, numbersOf, valuesOf } from './frame'

/** Bars that stand on each other: totals from zero, changes from where the last one ended. */
export function steps(values: (number | null)[], totals: boolean[]): { base: number; size: number; sign: number }[] {
  let level = 0
  return values.map((v, i) => {
    const value = v ?? 0
    if (totals[i]) { level = value; return { base: Math.min(0, value), size: Math.abs(value), sign: 0 } }
    const from = level
    level += value
    return { base: Math.min(from, level), size: Math.abs(value), sign: Math.sign(value) }
  })
}

/** Where the axis begins: at zero, unless all that moves is far above it; then below the lowest step, at a round number. */
export function floor(parts: { base: number; size: number; sign: number }[]): number {
  const moving = parts.filter(p => p.sign !== 0 && p.size > 0)
  const low = Math.min(...parts.map(p => (p.sign === 0 ? p.base + p.size : p.base))), high = Math.max(...parts.map(p => p.base + p.size))
  if (!moving.length || low < high * 0.6) return 0
  const room = (high - low) * 0.5, round = 10 ** Math.floor(Math.log10(Math.max(room, 1)))
  return Math.max(0, Math.floor((low - room) / round) * round)
}

/** Below so many pixels the bars lie on their side, each figure beside its bar. */
const LAID = 760

export function Waterfall({ block, data, asked, onReady }: BlockProps) {
  const { label, value, total, behind } = block as Extract<Block, { kind: 'waterfall' }>
  const { t, dark, language, currency, pick } = useWords()
  const open = useDrill()
  const option = useMemo(() => {
    const look = { dark, language, currency: data.currency || currency }
    const c = colours(look)
    const column = columnOf(data, value) ?? { unit: 'money' as const }
    const parts = steps(numbersOf(data, value), valuesOf(data, total).map(Boolean))
    const words = valuesOf(data, label).map(v => shown(v, columnOf(data, label) ?? { unit: 'text' }, language, ''))
    const colour = [c.bad, c.accent, c.good]
    const from = floor(parts)
    const counts = numbersOf(data, 'deals')
    const figure = (i: number) => shown(numbersOf(data, value)[i] ?? null, column, language, look.currency)
    const wide = innerWidth > LAID
    const said = { axisLabel: { color: c.soft, interval: 0, width: 88, overflow: 'break', lineHeight: 15 } }
    const cut = from ? { min: from, name: t('axisCut'), nameGap: wide ? 8 : 24, nameLocation: wide ? 'end' : 'middle', nameTextStyle: { align: wide ? 'left' : 'center', color: c.soft } } : {}
    const [names, figures] = [categoryAxis(look, words, wide ? said : { ...said, inverse: true }), valueAxis(look, columnOf(data, value), cut)]
    return {
      grid: wide ? { ...grid, top: from ? 34 : 20 } : { ...grid, top: 4, right: 62, bottom: from ? 22 : 4 },
      xAxis: wide ? names : figures, yAxis: wide ? figures : names,
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true, backgroundColor: c.raised, borderColor: c.line, textStyle: { color: c.ink, fontSize: 12.5 },
        formatter: (points: { dataIndex: number }[]) => { const i = points[0]?.dataIndex ?? 0; const n = counts[i] ?? null; return tip(words[i] ?? '', [[pick(columnOf(data, value)?.title), figure(i)], ...(n === null ? [] : [[pick(columnOf(data, 'deals')?.title), String(n)] as [string, string]])]) } },
      series: [
        { type: 'bar', stack: 'w', silent: true, itemStyle: { color: 'transparent' }, data: parts.map(p => Math.max(p.base, from)), tooltip: { show: false } },
        { type: 'bar', stack: 'w', barMaxWidth: 46, data: parts.map((p, i) => ({ value: p.size - Math.max(0, from - p.base), itemStyle: { color: colour[p.sign + 1], borderRadius: 4 }, label: { show: true, position: wide ? 'top' : 'right', color: c.soft, formatter: `${p.sign > 0 ? '+' : ''}${figure(i)}` } })) },
      ],
    }
  }, [data, dark, language, currency, label, value, total, t, pick])
  const bar = (i: number) => {
    const code = valuesOf(data, label)[i] ?? null
    open(ofBar(behind, label, code, shown(code, columnOf(data, label) ?? { unit: 'text' }, language, ''), asked))
  }
  const counts = valuesOf(data, 'deals')
  return (
    <>
      <LazyChart option={option} height={innerWidth > LAID ? 290 : Math.max(220, 34 * data.rows.length + 50)} label={pick(block.title)} onReady={onReady} onPick={behind ? bar : undefined} />
      {behind && <div className="barsbelow noprint">{valuesOf(data, label).map((code, i) => !!counts[i] && (
        <button key={String(code)} type="button" className="link small" onClick={() => bar(i)}>{shown(code, columnOf(data, label) ?? { unit: 'text' }, language, '')} <b>{String(counts[i])}</b></button>))}</div>}
    </>
  )
}
