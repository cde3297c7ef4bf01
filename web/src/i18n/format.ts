// Numbers as people say them: 万 and 亿 in Chinese, K and M in English. Money arrives as text and is never added here.
import type { Grain, Language, Text, Unit, Value } from '../client/types'

const SYMBOLS: Record<string, string> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£', JPY: '¥', HKD: 'HK$', KRW: '₩', INR: '₹' }
const MONEY = new Set<Unit>(['money', 'unit_price', 'money_per_day'])
const WORDS = new Set<Unit>(['id', 'text', 'category', 'date', 'timestamp', 'boolean'])
const MINUS = '−'

export const isWord = (unit: Unit) => WORDS.has(unit)
export const isMoney = (unit: Unit) => MONEY.has(unit)
export const isShare = (unit: Unit) => unit === 'ratio' || unit === 'probability'
export const asNumber = (value: Value | undefined): number | null => {
  if (value === null || value === undefined || value === '' || typeof value === 'boolean') return null
  const number = typeof value === 'number' ? value : Number(value)
  return Number.isFinite(number) ? number : null
}

const locale = (language: Language) => (language === 'zh' ? 'zh-CN' : 'en-US')
const plain = (value: number, language: Language, digits: number) =>
  new Intl.NumberFormat(locale(language), { maximumFractionDigits: digits }).format(value)

const STEPS: Record<Language, [number, string][]> = {
  zh: [[1e8, '亿'], [1e4, '万']],
  en: [[1e9, 'B'], [1e6, 'M'], [1e3, 'K']],
}

export function short(value: number, language: Language): string {
  const size = Math.abs(value)
  const step = STEPS[language].find(([least]) => size >= least)
  const scaled = step ? size / step[0] : size
  const digits = scaled >= 1000 ? 0 : scaled >= 10 ? 1 : 2
  return `${value < 0 ? MINUS : ''}${plain(scaled, language, digits)}${step?.[1] ?? ''}`
}

export function money(value: number, language: Language, currency: string): string {
  const symbol = SYMBOLS[currency] ?? (currency ? `${currency} ` : '')
  return value < 0 ? `${MINUS}${symbol}${short(-value, language)}` : `${symbol}${short(value, language)}`
}

const TIMES: Partial<Record<Unit, Text>> = {
  days: { en: '{n} d', zh: '{n} 天' }, hours: { en: '{n} h', zh: '{n} 小时' }, minutes: { en: '{n} min', zh: '{n} 分钟' },
}

export function number(value: number, unit: Unit, language: Language, currency: string): string {
  if (unit === 'unit_price') return `${value < 0 ? MINUS : ''}${SYMBOLS[currency] ?? ''}${plain(Math.abs(value), language, 2)}`
  if (isMoney(unit)) return money(value, language, currency)
  if (isShare(unit)) return `${value < 0 ? MINUS : ''}${plain(Math.abs(value) * 100, language, 1)}%`
  if (unit === 'points') return `${value > 0 ? '+' : value < 0 ? MINUS : ''}${plain(Math.abs(value) * 100, language, 1)}`
  const time = TIMES[unit]
  const size = Math.abs(value)
  if (time) return `${value < 0 ? MINUS : ''}${time[language].replace('{n}', plain(size, language, size < 10 ? 1 : 0))}`
  const digits = unit === 'count' || unit === 'rank' || size >= 100 ? 0 : size >= 10 ? 1 : 2
  return `${value < 0 ? MINUS : ''}${plain(Math.abs(value), language, digits)}`
}

export function shown(
  value: Value | undefined, column: { unit: Unit; labels?: Record<string, Text> }, language: Language, currency: string,
): string {
  if (value === null || value === undefined || value === '') return '–'
  const label = column.labels?.[String(value)]
  if (label) return label[language]
  if (typeof value === 'boolean') return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no'
  if (isWord(column.unit)) return column.unit === 'timestamp' ? String(value).replace('T', ' ').slice(0, 16) : String(value)
  const known = asNumber(value)
  return known === null ? String(value) : number(known, column.unit, language, currency)
}

/** A change beside its metric: shares in points, the rest in percent of what was before. */
export function change(now: number, before: number, unit: Unit, language: Language): string | null {
  if (isShare(unit)) return `${plain(Math.abs(now - before) * 100, language, 1)} ${language === 'zh' ? '个百分点' : 'pts'}`
  if (before === 0) return null
  return `${plain(Math.abs((now - before) / before) * 100, language, 1)}%`
}

/** How long the periods of a column are, told by their first days where nobody says it: every one a quarter's, a month's, or some day. */
export function grainOf(values: (Value | undefined)[], grain?: Grain | null): Grain | undefined {
  if (grain) return grain
  const days = [...new Set(values.filter(v => v !== null && v !== undefined).map(String))]
  if (!days.length || !days.every(d => /^\d{4}-\d{2}-01$/.test(d))) return days.length ? 'day' : undefined
  return days.length > 2 && days.every(d => Number(d.slice(5, 7)) % 3 === 1) ? 'quarter' : 'month'
}

/** A period by its first day: months by name; quarters and years by number where they begin with the calendar's. */
export function periodWord(value: Value | undefined, language: Language, grain?: Grain | null): string {
  const text = String(value ?? '')
  if (!/^\d{4}-\d{2}-01$/.test(text) || grain === 'day' || grain === 'week') return text
  const [year, month] = [text.slice(0, 4), Number(text.slice(5, 7))]
  if (grain === 'year' && month === 1) return language === 'zh' ? `${year}年` : year
  if (grain === 'quarter' && month % 3 === 1) return language === 'zh' ? `${year}年第${(month + 2) / 3}季度` : `${year} Q${(month + 2) / 3}`
  return language === 'zh' ? `${year}年${month}月` : text.slice(0, 7)
}
