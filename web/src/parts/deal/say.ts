// How pages about deals speak: their own words, and what calls for something in one line each. Their styles come along.
import './deals.css'
import type { RowMap, Text } from '../../client/types'
import { useWords } from '../../i18n'
import { asNumber } from '../../i18n/format'
import { SAY, type Word } from './words'

export function useSay() {
  const { pick } = useWords()
  return (word: Word, values: Record<string, string | number> = {}) => pick(SAY[word]).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

export const WHYS = ['overdue', 'closing', 'quiet', 'step_due', 'unhealthy', 'pushed'] as const
export type Why = (typeof WHYS)[number]
export type Cause = { why: Why; word: Word; values: Record<string, string | number> }
export const shortDay = (value: unknown) => String(value ?? '').slice(5)

/** Why a deal calls for something, the most pressing first. */
export function causes(deal: RowMap, asOf: string): Cause[] {
  const stepLate = String(deal.next_step_on ?? '') < asOf
  const said: Record<Why, [Word, Record<string, string | number>]> = {
    overdue: ['overdue', { n: asNumber(deal.days_over) ?? 0 }], closing: ['closing', { day: shortDay(deal.expected_close_on) }], quiet: ['quiet', { n: asNumber(deal.days_quiet) ?? 0 }],
    step_due: [stepLate ? 'step_late' : 'step_due', { day: shortDay(deal.next_step_on) }], unhealthy: ['unhealthy', {}], pushed: ['pushed', { n: asNumber(deal.pushes) ?? 0 }],
  }
  return WHYS.filter(why => deal[why] === true).map(why => ({ why, word: said[why][0], values: said[why][1] }))
}
export const TONE: Record<Why, string> = { overdue: 'is-bad', closing: 'is-accent', quiet: 'is-warn', step_due: 'is-accent', unhealthy: 'is-bad', pushed: 'is-warn' }
export const toneOf = (probability: number | null) => (probability === null ? '' : probability >= 0.6 ? 'good' : probability >= 0.35 ? 'warn' : 'bad')
export const labelOf = (labels: Record<string, Text> | undefined, code: unknown, language: 'zh' | 'en') => labels?.[String(code)]?.[language] ?? ''
