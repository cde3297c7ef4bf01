// Named spans of days, relative to the last day of the data. Days are ISO text; no time zone can shift them.
export type Preset = 'thisMonth' | 'thisQuarter' | 'thisYear' | 'last12' | 'lastQuarter' | 'lastYear' | 'allTime'
export const PRESETS: Preset[] = ['thisMonth', 'thisQuarter', 'thisYear', 'last12', 'lastQuarter', 'lastYear', 'allTime']

const day = (year: number, month: number, date: number) => new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10)

export function span(preset: Preset, asOf: string, first: string, fiscalStart = 1): [string, string] {
  const [year, month] = asOf.split('-').map(Number) as [number, number]
  const at = month - 1
  const quarter = at - ((at - (fiscalStart - 1) + 12) % 3)
  const yearAt = at - ((at - (fiscalStart - 1) + 12) % 12)
  switch (preset) {
    case 'thisMonth': return [day(year, at, 1), asOf]
    case 'thisQuarter': return [day(year, quarter, 1), asOf]
    case 'thisYear': return [day(year, yearAt, 1), asOf]
    case 'last12': return [day(year, at - 11, 1), asOf]
    case 'lastQuarter': return [day(year, quarter - 3, 1), day(year, quarter, 0)]
    case 'lastYear': return [day(year, yearAt - 12, 1), day(year, yearAt, 0)]
    case 'allTime': return [first || day(year - 10, 0, 1), asOf]
  }
}

export function presetOf(from: string, to: string, asOf: string, first: string, fiscalStart = 1, usual: Preset = 'thisQuarter'): Preset | 'custom' {
  if (!from && !to) return usual
  return PRESETS.find(p => { const [a, b] = span(p, asOf, first, fiscalStart); return a === from && b === to }) ?? 'custom'
}
