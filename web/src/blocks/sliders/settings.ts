// Parameters of sliders live in the address: what stands there, what a step makes of it, and how a value is said.
import { useMemo } from 'react'
import type { Block, Language, Setting, Unit } from '../../client/types'
import { number } from '../../i18n/format'
import { useView } from '../../shell/view'

type Asked = Record<string, string>
const NONE: Asked = {}

/** What the address says beside the filters that a block's content follows from: values of sliders, whose figure. */
export function useSettings(block: Block): Asked {
  const { search } = useView()
  const asked = block.kind === 'sliders' ? settingsOf(block, search) : block.kind === 'own_figures' ? seriesOf(search) : NONE
  const text = Object.entries(asked).map(pair => pair.join('=')).join('\n')
  return useMemo(() => asked, [text]) // eslint-disable-line
}
const seriesOf = (search: URLSearchParams): Asked => { const series = search.get('series'); return series ? { series } : NONE }
export const settingsOf = (block: Extract<Block, { kind: 'sliders' }>, search: URLSearchParams): Asked =>
  Object.fromEntries(block.sliders.map(s => [s.param, search.get(s.param) ?? ''] as const).filter(([, value]) => value !== ''))

/** What goes into the address: nothing where the usual value stands. */
export function written(setting: Setting, value: number | string): string {
  if (typeof value === 'string') return value === setting.default ? '' : value
  const step = setting.step ?? 0.01
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const tidy = Number(value.toFixed(digits))
  return tidy === setting.default ? '' : String(tidy)
}

/** A value as people say it; with its sign where it may go both ways. */
export function said(setting: Setting, value: number | string, language: Language): string {
  if (typeof value === 'string') return value
  const words = number(value, setting.unit as Unit, language, '')
  return value > 0 && (setting.low ?? 0) < 0 && !words.startsWith('+') ? `+${words}` : words
}

export type Group = { key: string; settings: Setting[]; learnt: boolean | null; words: Setting['words'] }
/** Sliders in a row that rest on the same ground stand together. */
export function groups(settings: Setting[]): Group[] {
  const found: Group[] = []
  for (const setting of settings) {
    const last = found.at(-1)
    const same = last && setting.words && last.words?.en === setting.words.en
    if (same) last.settings.push(setting)
    else found.push({ key: setting.param, settings: [setting], learnt: setting.learnt, words: setting.words })
  }
  return found
}
