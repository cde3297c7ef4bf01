// Parameters of sliders live in the address: what stands there, what a step makes of it, and how a value is said.
import { useMemo } from 'react'
import type { Block, Language, Setting, Unit } from '../../client/types'
import { number } from '../../i18n/format'
import { useView } from '../../shell/view'

type Asked = Record<string, string>
const NONE: Asked = {}

/** What the address says of a block's sliders; nothing for every other kind of block. */
export function useSettings(block: Block): Asked {
  const { search } = useView()
  const text = block.kind === 'sliders' ? block.sliders.map(s => `${s.param}=${search.get(s.param) ?? ''}`).join('\n') : ''
  return useMemo(() => (block.kind === 'sliders' ? settingsOf(block, search) : NONE), [text]) // eslint-disable-line
}
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
