// Small helpers to read a block's frame by column name.
import type { BlockData, Column, Value } from '../client/types'
import { asNumber } from '../i18n/format'

export const placeOf = (data: BlockData, name: string) => data.columns.findIndex(c => c.name === name)
export const columnOf = (data: BlockData, name: string): Column | undefined => data.columns.find(c => c.name === name)
export const valuesOf = (data: BlockData, name: string): Value[] => {
  const place = placeOf(data, name)
  return place < 0 ? data.rows.map(() => null) : data.rows.map(r => r[place] ?? null)
}
export const numbersOf = (data: BlockData, name: string): (number | null)[] => valuesOf(data, name).map(asNumber)
/** The words for a dimension: its label column where there is one. */
export const wordsColumn = (data: BlockData, name: string, language?: string): Column | undefined =>
  (language ? columnOf(data, name.replace(/_(en|zh)$/, `_${language}`)) : undefined) ?? columnOf(data, `${name}_name`) ?? (name.endsWith('_id') ? columnOf(data, `${name.slice(0, -3)}_name`) : undefined) ?? columnOf(data, name)
