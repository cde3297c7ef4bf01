// A segment while it is made: its filter as a tree, what is finished of it as text, and how values are asked for.
import type { Filter, Text, Unit, Value } from '../../client/types'
import { filterText } from '../../parts/drill'
import type { Word } from './words'

export type Field = {
  name: string; title: Text; unit: Unit; group: Text; note: Text | null; labels: Record<string, Text>; many: boolean; chosen: boolean; personal: boolean; missing: Text | null
}
export type Row = { kind: 'condition'; field: string; operator: string; values: Value[] }
export type Group = { kind: 'all' | 'any'; parts: (Row | Group)[] }
export const NOTHING: Group = { kind: 'all', parts: [] }

const SHARES = new Set<Unit>(['ratio', 'probability'])
export const isPercent = (unit: Unit) => SHARES.has(unit)

/** What can be asked of a field, most useful first: the operator and its word. */
export function operators(field: Field): [string, Word][] {
  const ends: [string, Word][] = [['is not empty', 'known'], ['is empty', 'empty']]
  if (field.chosen) return [['in', 'in'], ['not in', 'not_in'], ...(field.unit === 'category' || field.name === 'account' ? [['contains', 'contains'] as [string, Word]] : []), ...ends]
  if (field.unit === 'text') return [['contains', 'contains'], ...ends]
  if (field.unit === 'date') return [['>=', 'from'], ['<=', 'until'], ...ends]
  return [['>=', 'ge'], ['<=', 'le'], ['>', 'gt'], ['<', 'lt'], ['=', 'eq'], ...ends]
}

const finished = (row: Row) => !!row.field && (row.operator.startsWith('is ') || row.values.some(v => v !== '' && v !== null))

/** The part of a tree that is finished. */
export function done(group: Group): Group {
  const parts = group.parts.flatMap((part): (Row | Group)[] => {
    if (part.kind === 'condition') return finished(part) ? [part] : []
    const inner = done(part)
    return inner.parts.length ? [inner] : []
  })
  return { kind: group.kind, parts }
}

export function textOf(group: Group): string {
  const text = filterText(done(group) as Filter)
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text
}

/** A filter as a tree of at most one group inside another; undefined where it is deeper. */
export function treeOf(filter: Filter | null): Group | undefined {
  if (!filter) return NOTHING
  if (filter.kind === 'members') return undefined
  if (filter.kind === 'condition') return { kind: 'all', parts: [one(filter)] }
  const parts: (Row | Group)[] = []
  for (const part of filter.parts) {
    if (part.kind === 'condition') parts.push(one(part))
    else if (part.kind !== 'members' && part.parts.every(p => p.kind === 'condition')) parts.push({ kind: part.kind, parts: part.parts.map(p => one(p as Row)) })
    else return undefined
  }
  return { kind: filter.kind, parts }
}

/** One value asked for by = or != is a list of one where values are chosen. */
const one = (row: Row): Row => ({ kind: 'condition', field: row.field, operator: row.operator, values: row.values })
export const listed = (row: Row, field: Field | undefined): Row =>
  field?.chosen && (row.operator === '=' || row.operator === '!=') ? { ...row, operator: row.operator === '=' ? 'in' : 'not in' } : row
