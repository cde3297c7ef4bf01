import { useMemo } from 'react'
import type { Block } from '../client/types'
import { useWords } from '../i18n'
import { periodWord, shown } from '../i18n/format'
import { categoryAxis, chartRoom, colours, grid, legend, legendLines, tip, valueAxis, wordWidth } from '../charts/axes'
import { ofCell, useDrill } from '../parts/drill'
import { LazyChart } from '../charts/LazyChart'
import type { BlockProps } from './Block'
import { columnOf, numbersOf, valuesOf, wordsColumn } from './frame'

export function Bars({ block, data, onReady }: BlockProps) {
  const bars = block as Extract<Block, { kind: 'bars' }>
  const { dark, language, currency, pick, t } = useWords()
  const open = useDrill()
  const most = bars.horizontal ? 14 : 60
  const look = useMemo(() => ({ dark, language, currency: data.currency || currency }), [dark, language, currency, data.currency])
  const option = useMemo(() => {
    const twin = /_(en|zh)$/.test(bars.x) ? language : undefined
    const words = wordsColumn(data, bars.x, twin)
    const names = valuesOf(data, words?.name ?? bars.x).slice(0, most).map(v => (v === null || v === '' || v === '—' ? t('notGiven') : words?.role === 'period' || words?.name === 'period' ? periodWord(v, language, data.drill?.grain) : shown(v, words ?? { unit: 'text' }, language, '')))
    const first = columnOf(data, bars.y[0] ?? '')
    const c = colours(look)
    const value = valueAxis(look, first, bars.horizontal ? { splitNumber: 3 } : {})
    const titles = bars.y.map(y => columnOf(data, y)?.title[language] ?? y)
    const few = names.length <= 6 && words?.role !== 'period'
    const category = categoryAxis(look, names, bars.horizontal ? { inverse: true, axisLabel: { color: c.soft, interval: 0, width: Math.min(innerWidth > 760 ? 170 : 116, 4 + Math.ceil(Math.max(0, ...names.map(wordWidth)))), overflow: 'break', lineHeight: 14, fontSize: 11.5 } } : few ? { axisLabel: { color: c.soft, interval: 0, overflow: 'break', lineHeight: 14, width: Math.max(40, chartRoom(bars.span) / names.length - 16) } } : {})
    return {
      grid: { ...grid, top: bars.y.length > 1 ? 12 + 24 * legendLines(titles, bars.span) : 8 }, legend: bars.y.length > 1 ? legend(look) : { show: false },
      xAxis: bars.horizontal ? value : category, yAxis: bars.horizontal ? category : value,
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true, backgroundColor: c.raised, borderColor: c.line, textStyle: { color: c.ink, fontSize: 12.5 },
        formatter: (points: { dataIndex: number }[]) => {
          const i = points[0]?.dataIndex ?? 0
          return tip(names[i] ?? '', bars.y.map(y => [columnOf(data, y)?.title[language] ?? y, shown(valuesOf(data, y)[i], columnOf(data, y) ?? { unit: 'count' }, language, look.currency)]))
        } },
      series: bars.y.map(y => ({ name: columnOf(data, y)?.title[language] ?? y, type: 'bar', stack: bars.stacked ? 'all' : undefined, data: numbersOf(data, y).slice(0, most), barMaxWidth: 26, itemStyle: { borderRadius: bars.horizontal ? [0, 5, 5, 0] : [5, 5, 0, 0] } })),
    }
  }, [bars, data, look, language, most, t])
  const drill = data.drill
  const metric = drill?.metrics[0]
  const height = bars.horizontal ? Math.max(120, Math.min(most, data.rows.length) * 30 + 36) : 270
  return <LazyChart option={option} height={height} label={pick(block.title)} onReady={onReady}
    onPick={drill && metric ? i => data.rows[i] && open({ metric, title: pick(block.title), asked: ofCell(drill, data.columns, data.rows[i]) }) : undefined} />
}
