import { useMemo } from 'react'
import type { Block, BlockData } from '../../client/types'
import { useWords } from '../../i18n'
import { isShare, shown } from '../../i18n/format'
import { colours, grid, tip, valueAxis } from '../../charts/axes'
import { LazyChart } from '../../charts/LazyChart'
import type { BlockProps } from '../Block'
import { columnOf, numbersOf, valuesOf } from '../frame'

/** Predicted against observed: the line on which both are equal. */
function diagonal(data: BlockData, x: string, y: string, color: string) {
  const shares = [x, y].every(name => isShare(columnOf(data, name)?.unit ?? 'text'))
  return shares ? [{ type: 'line', data: [[0, 0], [1, 1]], showSymbol: false, silent: true, lineStyle: { width: 1, type: [4, 4], color } }] : []
}

export function Scatter({ block, data, onReady }: BlockProps) {
  const { x, y, size, label } = block as Extract<Block, { kind: 'scatter' }>
  const { dark, language, currency, pick } = useWords()
  const option = useMemo(() => {
    const look = { dark, language, currency: data.currency || currency }
    const c = colours(look)
    const [xs, ys, sizes] = [numbersOf(data, x), numbersOf(data, y), size ? numbersOf(data, size) : []]
    const most = Math.max(1, ...sizes.map(v => v ?? 0))
    const bound = (column: string) => (isShare(columnOf(data, column)?.unit ?? 'text') && numbersOf(data, column).every(v => v === null || v <= 1) ? { min: 0, max: 1 } : { scale: true })
    const name = (i: number) => (label ? String(valuesOf(data, label)[i] ?? '') : '')
    const say = (column: string, i: number) => shown(valuesOf(data, column)[i], columnOf(data, column) ?? { unit: 'count' }, language, look.currency)
    return {
      grid: { ...grid, top: 32, bottom: 26 }, xAxis: valueAxis(look, columnOf(data, x), { ...bound(x), name: pick(columnOf(data, x)?.title), nameLocation: 'middle', nameGap: 28, nameTextStyle: { color: c.soft } }), yAxis: valueAxis(look, columnOf(data, y), { ...bound(y), name: pick(columnOf(data, y)?.title), nameGap: 10, nameTextStyle: { align: 'left', color: c.soft } }),
      tooltip: { trigger: 'item', confine: true, backgroundColor: c.raised, borderColor: c.line, textStyle: { color: c.ink, fontSize: 12.5 }, formatter: (p: { dataIndex: number }) => tip(name(p.dataIndex), [x, y, size].filter(Boolean).map(n => [pick(columnOf(data, n)?.title), say(n, p.dataIndex)])) },
      series: [...diagonal(data, x, y, c.soft), { type: 'scatter', data: xs.map((v, i) => [v, ys[i]]), symbolSize: (_: unknown, p: { dataIndex: number }) => (size ? 6 + 26 * Math.sqrt((sizes[p.dataIndex] ?? 0) / most) : 9), itemStyle: { opacity: 0.75, color: c.accent } }],
    }
  }, [data, dark, language, currency, x, y, size, label, pick])
  return <LazyChart option={option} height={310} label={pick(block.title)} onReady={onReady} />
}
