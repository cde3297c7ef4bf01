// What the server recognised in a batch of files, and what a person decides about it.
import type { Text } from '../../client/types'

export type SurveyColumn = { column: string; field: string; style: string; confidence: number; how: string; samples?: string[] }
export type SurveyTable = { file: string; kind: string; encoding: string; rows: number; object: string; into: string; title: Text; columns: SurveyColumn[] }
export type Question = { kind: string; file: string; column: string; text: Text; proposal: string; options: string[]; confidence: number; samples: string[] }
export type SurveyLoad = {
  source: string; taken_at: string | null; tables: SurveyTable[]; ignored: { name: string; ignored: Text | null }[]; questions: Question[]
  missing: Record<string, string[]>; fields: Record<string, { name: string; title: Text }[]>
}
export type Survey = { loads: SurveyLoad[]; sure: boolean }
export type Answer = { id: string; survey: Survey }
export type Decision = { columns: Record<string, string>; styles: Record<string, string> }
export type Decisions = Record<string, Decision | string>

/** One kind of file: monthly exports of the same shape are decided once. */
export type Kind = SurveyTable & { key: string; source: string; files: string[]; allRows: number }

export const SURE = 0.9

export function kinds(survey: Survey): Kind[] {
  const found = new Map<string, Kind>()
  for (const load of survey.loads) {
    for (const table of load.tables) {
      const key = [load.source, table.kind, table.into, table.columns.map(c => c.column).join('|')].join('/')
      const known = found.get(key)
      if (known) {
        known.files.push(table.file)
        known.allRows += table.rows
      } else found.set(key, { ...table, key, source: load.source, files: [table.file], allRows: table.rows })
    }
  }
  return [...found.values()].sort((a, b) => doubtful(b).length - doubtful(a).length)
}

export const doubtful = (table: SurveyTable) => table.columns.filter(c => c.field && c.confidence < SURE)

/** The questions about how values are written; those about columns are answered in the table itself. */
export function questions(survey: Survey): Question[] {
  const seen = new Map<string, Question>()
  for (const load of survey.loads) {
    const kind = new Map(load.tables.map(t => [t.file, t.kind]))
    for (const q of load.questions) {
      if (q.kind !== 'column') seen.set(`${q.kind}/${kind.get(q.file) ?? q.file}/${q.column}`, { ...q, file: kind.get(q.file) ?? q.file })
    }
  }
  return [...seen.values()]
}

export function missing(survey: Survey): { table: string; columns: { name: string; title: Text }[] }[] {
  const given = new Map<string, Set<string>>()
  const titles = new Map<string, Map<string, Text>>()
  for (const load of survey.loads) {
    for (const [table, fields] of Object.entries(load.fields ?? {})) titles.set(table, new Map(fields.map(f => [f.name, f.title])))
    for (const [table, columns] of Object.entries(load.missing)) {
      const before = given.get(table)
      given.set(table, before ? new Set(columns.filter(c => before.has(c))) : new Set(columns))
    }
  }
  return [...given].filter(([, columns]) => columns.size).map(([table, columns]) => ({
    table, columns: [...columns].map(name => ({ name, title: titles.get(table)?.get(name) ?? { en: name, zh: name } })),
  }))
}

export function decide(decisions: Decisions, kind: string, part: keyof Decision, column: string, value: string): Decisions {
  const before = decisions[kind]
  const own: Decision = typeof before === 'object' ? before : { columns: {}, styles: {} }
  return { ...decisions, [kind]: { ...own, [part]: { ...own[part], [column]: value } } }
}

export const chosen = (decisions: Decisions, kind: string, part: keyof Decision, column: string): string | undefined => {
  const own = decisions[kind]
  return typeof own === 'object' ? own[part][column] : undefined
}
