// Named spans of days, relative to the last day of the data. Days are ISO text; no time zone can shift them.
export type Preset = 'last7' | 'weekBefore' | 'thisMonth' | 'thisQuarter' | 'thisYear' | 'last12' | 'lastQuarter' | 'lastYear' | 'allTime'
export const PRESETS: Preset[] = ['last7', 'weekBefore', 'thisMonth', 'thisQuarter', 'thisYear', 'last12', 'lastQuarter', 'lastYear', 'allTime']

const day = (year: number, month: number, date: number) => new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10)

export function span(preset: Preset, asOf: string, first: string, fiscalStart = 1): [string, string] {
  const [year, month, date] = asOf.split('-').map(Number) as [number, number, number]
  const at = month - 1
  const quarter = at - ((at - (fiscalStart - 1) + 12) % 3)
  const yearAt = at - ((at - (fiscalStart - 1) + 12) % 12)
  switch (preset) {
    case 'last7': return lastDays(7, asOf)
    case 'weekBefore': return [day(year, at, date - 13), day(year, at, date - 7)]
    case 'thisMonth': return [day(year, at, 1), asOf]
    case 'thisQuarter': return [day(year, quarter, 1), asOf]
    case 'thisYear': return [day(year, yearAt, 1), asOf]
    case 'last12': return [day(year, at - 11, 1), asOf]
    case 'lastQuarter': return [day(year, quarter - 3, 1), day(year, quarter, 0)]
    case 'lastYear': return [day(year, yearAt - 12, 1), day(year, yearAt, 0)]
    case 'allTime': return [first || day(year - 10, 0, 1), asOf]
  }
}

/** The last so many days up to a day, both ends included. */
export function lastDays(count: number, asOf: string): [string, string] {
  const [year, month, date] = asOf.split('-').map(Number) as [number, number, number]
  return [day(year, month - 1, date - count + 1), asOf]
}

export function presetOf(from: string, to: string, asOf: string, first: string, fiscalStart = 1, usual: Preset = 'thisQuarter'): Preset | 'custom' {
  if (!from && !to) return usual
  return PRESETS.find(p => { const [a, b] = span(p, asOf, first, fiscalStart); return a === from && b === to }) ?? 'custom'
}
