// Words and numbers of the chosen language.
import { createContext, useContext, useMemo } from 'react'
import type { Column, Language, Text, Value } from '../client/types'
import { en } from './en'
import { shown } from './format'
import { zh, type Key } from './zh'

export type { Key } from './zh'
export type Prefs = { language: Language; dark: boolean; currency: string; setLanguage(l: Language): void; setDark(d: boolean): void }
export const PrefsContext = createContext<Prefs>({ language: 'en', dark: false, currency: 'CNY', setLanguage: () => {}, setDark: () => {} })

const WORDS = { zh, en }

export function translate(language: Language, key: Key, values: Record<string, string | number> = {}): string {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

export function useWords() {
  const prefs = useContext(PrefsContext)
  return useMemo(() => ({
    ...prefs,
    t: (key: Key, values?: Record<string, string | number>) => translate(prefs.language, key, values),
    pick: (text: Text | null | undefined) => text?.[prefs.language] ?? '',
    show: (value: Value | undefined, column: Pick<Column, 'unit'> & { labels?: Record<string, Text> }, currency?: string) =>
      shown(value, column, prefs.language, currency || prefs.currency),
  }), [prefs])
}
