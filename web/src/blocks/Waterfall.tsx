import { useMemo } from 'react'
import type { Block } from '../client/types'
import { useWords } from '../i18n'
import { shown } from '../i18n/format'
import { categoryAxis, colours, grid, valueAxis } from '../charts/axes'
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

export function Waterfall({ block, data, onReady }: BlockProps) {
  const { label, value, total } = block as Extract<Block, { kind: 'waterfall' }>
  const { dark, language, currency, pick } = useWords()
  const option = useMemo(() => {
    const look = { dark, language, currency: data.currency || currency }
    const c = colours(look)
    const column = columnOf(data, value) ?? { unit: 'money' as const }
    const parts = steps(numbersOf(data, value), valuesOf(data, total).map(Boolean))
    const words = valuesOf(data, label).map(v => shown(v, columnOf(data, label) ?? { unit: 'text' }, language, ''))
    const colour = [c.bad, c.accent, c.good]
    return {
      grid: { ...grid, top: 20 }, xAxis: categoryAxis(look, words), yAxis: valueAxis(look, columnOf(data, value)),
      series: [
        { type: 'bar', stack: 'w', silent: true, itemStyle: { color: 'transparent' }, data: parts.map(p => p.base), tooltip: { show: false } },
        { type: 'bar', stack: 'w', barMaxWidth: 46, data: parts.map((p, i) => ({ value: p.size, itemStyle: { color: colour[p.sign + 1], borderRadius: 4 }, label: { show: true, position: 'top', color: c.soft, formatter: `${p.sign > 0 ? '+' : ''}${shown(numbersOf(data, value)[i] ?? null, column, language, look.currency)}` } })) },
      ],
    }
  }, [data, dark, language, currency, label, value, total])
  return <LazyChart option={option} height={290} label={pick(block.title)} onReady={onReady} />
}
