// Results as records, for pages that know their columns by name.
import type { Result, RowMap } from '../client/types'
import type { Key } from '../i18n'

export function records(result: Pick<Result, 'columns' | 'rows'> | undefined): RowMap[] {
  return (result?.rows ?? []).map(row => Object.fromEntries(result!.columns.map((c, i) => [c.name, row[i] ?? null])))
}

/** `title_en`, `title_zh` → the words of one language. */
export function worded(row: RowMap, name: string, language: 'zh' | 'en'): string {
  return String(row[`${name}_${language}`] ?? row[name] ?? '')
}

export function grouped<T>(rows: T[], by: (row: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows) {
    const name = by(row)
    const group = found.get(name)
    if (group) group.push(row)
    else found.set(name, [row])
  }
  return found
}

const DOMAINS = new Set(['customers', 'pipeline', 'channels', 'products', 'team', 'leads', 'people', 'revenue', 'service'])
export const domainWord = (domain: string, t: (key: Key) => string) => (DOMAINS.has(domain) ? t(`domain_${domain}` as Key) : domain)
