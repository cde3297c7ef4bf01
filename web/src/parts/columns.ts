// Which columns a table shows, how wide they are, and what untitled ones are called.
import type { Column, Language } from '../client/types'
import type { Key } from '../i18n'
import { isMoney, isShare, isWord } from '../i18n/format'

/** Columns of housekeeping tables carry no title: the words are ours. */
const KNOWN: Record<string, Key> = {
  rule_id: 'rule', severity: 'severity', table_name: 'tableName', title: 'rule', bad: 'badRows', money: 'moneyAtRisk', share: 'share_bad', checked: 'checked', status: 'status', rows: 'rows', source: 'source',
  health: 'health', reason: 'reason', text: 'assumptions', found: 'found', field: 'column',
}

export const stem = (name: string) => name.replace(/_(en|zh)$/, '')

export function knownTitle(column: Column): Key | undefined {
  return column.title.en === column.name || column.title.zh === column.name ? KNOWN[stem(column.name)] : undefined
}
/** “Assumption (Chinese)” is said without the bracket where only one language is shown. */
export const withoutLanguage = (title: string) => title.replace(/\s*[（(](中文|英文|Chinese|English)[)）]\s*$/, '')

/** Left out: ids beside their words, the other language, and what a table asks to hide. */
export function visible(columns: Column[], language: Language, hidden: string[] = []): Column[] {
  const names = new Set(columns.map(c => c.name))
  const other = language === 'zh' ? '_en' : '_zh'
  const twin = (c: Column) => c.name.endsWith(other) && names.has(`${stem(c.name)}_${language}`)
  const beside = (c: Column) => names.has(`${c.name}_name`) || (c.name.endsWith('_id') && names.has(`${c.name.slice(0, -3)}_name`))
  return columns.filter(c => !hidden.includes(c.name) && !beside(c) && !twin(c) && !(c.unit === 'id' && c.opens && names.has('name')) && !(c.name === 'rule_id' && names.has(`title_${language}`)))
}

/** Only those that a page names, in its order. */
export function chosen(columns: Column[], names: string[], language: Language): Column[] {
  const place = new Map(names.map((name, i) => [name, i]))
  return visible(columns, language).filter(c => place.has(c.name)).sort((a, b) => place.get(a.name)! - place.get(b.name)!)
}

const DEALS = ['name', 'opportunity_name', 'stage', 'amount', 'amount_base', 'probability', 'win_probability', 'expected_amount', 'expected_close_on', 'account_name', 'owner_name']

/** The most telling columns first; the rest keep the order of the server. */
export function ordered(columns: Column[], first: string[] | undefined): Column[] {
  const wanted = first ?? (columns.some(c => c.name === 'opportunity_name' || c.opens === 'opportunity') && columns.some(c => c.unit === 'probability') ? DEALS : [])
  if (!wanted.length) return columns
  const place = new Map(wanted.map((name, i) => [name, i]))
  return [...columns].sort((a, b) => (place.get(a.name) ?? 999) - (place.get(b.name) ?? 999))
}

/** A heading takes one line where it is short, else two, three at the most, however narrow its figures are: its least width in pixels. */
export function headWidth(title: string): number {
  const wide = [...title].reduce((sum, s) => sum + (s > '\u2e7f' ? 13 : 7), 0)
  const lines = wide <= 54 ? 1 : wide <= 108 ? 2 : 3
  return Math.ceil(wide / lines) + (lines > 1 ? 7 : 0) + 22
}

/** [least, most] width in pixels. */
export function width(c: Column): [number, number] {
  if (c.unit === 'probability') return [108, 150]
  if (isMoney(c.unit)) return [92, 140]
  if (isShare(c.unit)) return [76, 110]
  if (c.unit === 'date') return [96, 120]
  if (c.unit === 'timestamp') return [128, 150]
  if (c.name === 'name' || stem(c.name) === 'title' || stem(c.name) === 'text' || stem(c.name) === 'reason') return [170, 340]
  if (c.name === 'owner_name' || c.name === 'team_name') return [80, 140]
  if (c.unit === 'text') return [120, 220]
  return isWord(c.unit) ? [76, 190] : [72, 110]
}
