// Axes, grids and tool tips that every chart shares.
import type { Column, Language, Value } from '../client/types'
import { asNumber, isShare, shown } from '../i18n/format'
import { COLOURS } from '../theme/tokens'
import type { Option } from './echarts'

export type Look = { dark: boolean; language: Language; currency: string }

export const colours = (look: Look) => COLOURS[look.dark ? 'dark' : 'light']
export const grid = { left: 8, right: 14, top: 36, bottom: 4, containLabel: true }

export function valueAxis(look: Look, column: Column | undefined, more: Option = {}): Option {
  const c = colours(look)
  const say = (v: number) => (column ? shown(v, { ...column, labels: {} }, look.language, look.currency) : String(v))
  return { type: 'value', axisLabel: { color: c.soft, formatter: say, hideOverlap: true }, splitLine: { lineStyle: { color: c.grid } }, splitNumber: 4, ...more, ...(column && isShare(column.unit) ? { splitNumber: 5, max: (seen: { max: number }) => (seen.max > 0.8 && seen.max <= 1 ? 1 : null) } : {}) }
}
export function categoryAxis(look: Look, words: string[], more: Option = {}): Option {
  const c = colours(look)
  return { type: 'category', data: words, axisLabel: { color: c.soft, hideOverlap: true, ...(more.boundaryGap === false ? { alignMaxLabel: 'right' } : {}) }, axisLine: { lineStyle: { color: c.line } }, axisTick: { show: false }, ...more }
}
export function legend(look: Look, more: Option = {}): Option {
  return { top: 0, right: 0, left: 'auto', itemGap: 12, icon: 'roundRect', itemWidth: 14, itemHeight: 6, textStyle: { color: colours(look).soft }, ...more }
}
/** About how many pixels words of an axis or a legend take. */
export const wordWidth = (words: string) => [...words].reduce((sum, s) => sum + (s > '\u2e7f' ? 12 : 6.5), 0)

/** About how many pixels a chart has across in a card of so many twelfths of the page. */
export const chartRoom = (span: number) => (innerWidth > 1000 ? ((innerWidth - 270) * span) / 12 - 50 : innerWidth - (innerWidth > 760 ? 320 : 62))

/** How many lines the names above a chart take in a card of so many twelfths of the page. */
export function legendLines(names: string[], span: number): number {
  const room = chartRoom(span)
  let [lines, used] = [1, 0]
  for (const name of names) {
    const wide = 32 + wordWidth(name)
    if (used && used + wide > room) { lines += 1; used = 0 }
    used += wide
  }
  return lines
}
export const numbers = (rows: Value[][], place: number) => rows.map(r => asNumber(r[place]))
export const escape = (text: string) => text.replace(/[&<>"]/g, s => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[s]!)

/** One line a name in a tool tip. */
export const tip = (head: string, lines: [string, string][]) =>
  `<b>${escape(head)}</b><br>${lines.map(([name, value]) => `${escape(name)}: <b>${escape(value)}</b>`).join('<br>')}`
