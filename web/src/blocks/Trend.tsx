import { useMemo } from 'react'
import type { Block, BlockData, Language } from '../client/types'
import { useWords } from '../i18n'
import { codeWord } from '../i18n/codes'
import { grainOf, periodWord, shown } from '../i18n/format'
import { categoryAxis, colours, grid, legend, legendLines, tip, valueAxis, type Look } from '../charts/axes'
import { ofCell, useDrill } from '../parts/drill'
import type { Option } from '../charts/echarts'
import { SERIES } from '../theme/tokens'
import { LazyChart } from '../charts/LazyChart'
import type { BlockProps } from './Block'
import { columnOf, numbersOf, placeOf, valuesOf } from './frame'

type TrendBlock = Extract<Block, { kind: 'trend' }>
/** Lines that are drawn broken stand so beside their names. */
const DASHES = 'path://M0,0h6v4h-6z M9,0h6v4h-6z'
type Named = { name: string; title: string; data: (number | null)[] }

export function Trend({ block, data, onReady }: BlockProps) {
  const trend = block as TrendBlock
  const { dark, language, currency, pick, t } = useWords()
  const open = useDrill()
  const option = useMemo(
    () => trendOption(trend, data, { dark, language, currency: data.currency || currency }, { target: t('target'), band: level => t('band', { level }) }),
    [trend, data, dark, language, currency, t])
  const drill = data.drill
  const metric = drill?.metrics[0]
  const column = columnOf(data, trend.y[0] ?? '')
  return <LazyChart option={option} height={290} label={pick(block.title) || pick(column?.title)} onReady={onReady}
    onPick={drill && metric && !trend.series ? i => data.rows[i] && open({ metric, title: pick(column?.title), asked: ofCell(drill, data.columns, data.rows[i]) }) : undefined} />
}

function lines(block: TrendBlock, data: BlockData, language: Language, target: string): Named[] {
  const title = (name: string) => columnOf(data, name)?.title[language] ?? name
  if (block.series) return bySeries(block, data, language)
  const names = [...block.y, ...(block.forecast ? [block.forecast] : [])].filter(n => placeOf(data, n) >= 0)
  const all = names.map(name => ({ name, title: title(name), data: numbersOf(data, name) }))
  const known = all.filter(s => s.data.some(v => v !== null))
  const found = known.length ? known : all
  return block.target && numbersOf(data, block.target).some(v => v !== null) ? [...found, { name: block.target, title: target, data: numbersOf(data, block.target) }] : found
}

/** The forecast begins where the actual line ends, so that no gap stands between them. */
function joined(block: TrendBlock, series: Named[]) {
  const actual = series.find(s => s.name === block.y[0])
  const ahead = series.find(s => s.name === block.forecast)
  const start = ahead?.data.findIndex(v => v !== null) ?? -1
  const last = start > 0 ? actual?.data[start - 1] : null
  if (ahead && last !== null && last !== undefined) ahead.data = ahead.data.map((v, i) => (i === start - 1 ? last : v))
}

function bySeries(block: TrendBlock, data: BlockData, language: Language): Named[] {
  const words = columnOf(data, block.series)?.labels ?? {}
  const [xs, keys, ys] = [valuesOf(data, block.x), valuesOf(data, block.series), numbersOf(data, block.y[0] ?? '')]
  const order = [...new Set(xs.map(String))]
  return [...new Set(keys.map(String))].slice(0, 8).map(key => ({
    name: key, title: words[key]?.[language] ?? codeWord(block.series, key, language) ?? key, data: order.map(x => { const i = xs.findIndex((v, n) => String(v) === x && String(keys[n]) === key); return i < 0 ? null : ys[i] ?? null }),
  }))
}

export function trendOption(block: TrendBlock, data: BlockData, look: Look, words: { target: string; band: (level: number) => string }): Option {
  const c = colours(look)
  const series = lines(block, data, look.language, words.target)
  const column = columnOf(data, block.y[0] ?? '')
  const say = (v: number | null | undefined) => (v === null || v === undefined ? '–' : shown(v, { unit: column?.unit ?? 'count' }, look.language, look.currency))
  const days = valuesOf(data, block.x)
  const grain = grainOf(days, data.drill?.grain)
  const axis = [...new Set(days.map(v => periodWord(v, look.language, grain)))]
  joined(block, series)
  const bands = block.bands.filter(([low, high]) => placeOf(data, low) >= 0 && placeOf(data, high) >= 0).map(([low, high, level]) => ({ name: words.band(level), low: numbersOf(data, low), high: numbersOf(data, high), level }))
  const palette = SERIES[look.dark ? 'dark' : 'light']
  const style = (name: string, place: number) => name === block.target ? { lineStyle: { width: 1.5, type: [4, 4], color: c.warn }, itemStyle: { color: c.warn } }
    : name === block.forecast && !block.series ? { lineStyle: { width: 2.4, type: [6, 4], color: c.accent }, itemStyle: { color: c.accent } } : { lineStyle: { width: block.series ? 1.8 : 2.4, color: palette[place % palette.length] }, itemStyle: { color: palette[place % palette.length] } }
  const shine = look.dark ? 1.8 : 1 // on a dark ground the same opacity is hardly seen
  const alone = series.length === 1 && !bands.length
  const broken = (s: Named) => s.name === block.target || (s.name === block.forecast && !block.series)
  return {
    grid: alone ? { ...grid, top: 12 } : { ...grid, top: 14 + 24 * legendLines([...series.map(s => s.title), ...bands.map(b => b.name)], block.span) }, legend: alone ? { show: false } : legend(look, { data: [...series.map(s => (broken(s) ? { name: s.title, icon: DASHES } : { name: s.title })), ...bands.map(b => ({ name: b.name }))] }),
    xAxis: categoryAxis(look, axis, { boundaryGap: axis.length < 3 }), yAxis: valueAxis(look, column),
    tooltip: { formatter: (points: { dataIndex: number }[]) => {
      const i = points[0]?.dataIndex ?? 0
      const known = series.filter(s => s.data[i] !== null && s.data[i] !== undefined && !(s.name === block.forecast && s.data[i] === series[0]?.data[i])).map(s => [s.title, say(s.data[i])] as [string, string])
      const ranges = bands.filter(b => b.low[i] !== null).map(b => [b.name, `${say(b.low[i])} – ${say(b.high[i])}`] as [string, string])
      return tip(axis[i] ?? '', [...known, ...ranges])
    }, trigger: 'axis', confine: true, backgroundColor: c.raised, borderColor: c.line, textStyle: { color: c.ink, fontSize: 12.5 } },
    series: [
      ...bands.flatMap(b => [
        { name: `${b.name} low`, type: 'line', stack: b.name, stackStrategy: 'all', data: b.low, symbol: 'none', lineStyle: { opacity: 0 }, silent: true, tooltip: { show: false } },
        { name: b.name, type: 'line', stack: b.name, stackStrategy: 'all', data: b.high.map((h, i) => (h === null || b.low[i] === null || b.low[i] === undefined ? null : h - b.low[i]!)), symbol: 'none', silent: true,
          lineStyle: { opacity: 0 }, itemStyle: { color: c.accent, opacity: (b.level > 90 ? 0.25 : 0.4) * shine }, areaStyle: { color: c.accent, opacity: (b.level > 90 ? 0.1 : 0.18) * shine } },
      ]),
      ...series.map((s, place) => ({ name: s.title, type: 'line', data: s.data, symbolSize: 6, showSymbol: axis.length < 3, ...style(s.name, place) })),
    ],
  }
}
