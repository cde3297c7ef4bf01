import { expect, test } from 'vitest'
import { chosen, decide, doubtful, kinds, missing, questions, type Survey, type SurveyLoad } from '../src/pages/import/survey'

const column = (name: string, field: string, confidence: number) => ({ column: name, field, style: '', confidence, how: 'name' })
const load = (day: string, columns = [column('客户名称', 'name', 0.98), column('备注', 'next_step', 0.6), column('颜色', '', 0)]): SurveyLoad => ({
  source: 'crm', taken_at: `${day}T00:00:00`, ignored: [], fields: { opportunity: [{ name: 'stage', title: { en: 'Stage', zh: '阶段' } }] },
  questions: [{ kind: 'order', file: `商机_${day}.csv`, column: '创建', text: { en: 'Day first?', zh: '日在前？' }, proposal: 'dmy', options: ['dmy', 'mdy'], confidence: 0.5, samples: [] }],
  missing: day === '2026-01-01' ? { opportunity: ['stage', 'owner_id'] } : { opportunity: ['stage'] },
  tables: [{ file: `商机_${day}.csv`, kind: '商机', encoding: 'gb18030', rows: 10, object: 'generic:opportunity', into: 'opportunity', title: { en: 'Opportunity', zh: '商机' }, columns }],
})
const survey: Survey = { loads: [load('2026-01-01'), load('2026-02-01')], sure: false }

test('monthly exports of one shape are one thing to decide', () => {
  const [kind, ...rest] = kinds(survey)
  expect(rest).toEqual([])
  expect(kind).toMatchObject({ files: ['商机_2026-01-01.csv', '商机_2026-02-01.csv'], allRows: 20 })
  expect(doubtful(kind!).map(c => c.column)).toEqual(['备注'])
})
test('a question is asked once, and answers go to the kind of file', () => {
  expect(questions(survey)).toHaveLength(1)
  const answered = decide(decide({}, '商机', 'columns', '备注', ''), '商机', 'styles', '创建', 'mdy')
  expect(answered).toEqual({ 商机: { columns: { 备注: '' }, styles: { 创建: 'mdy' } } })
  expect(chosen(answered, '商机', 'columns', '备注')).toBe('')
  expect(chosen(answered, '商机', 'columns', '客户名称')).toBeUndefined()
})
test('missing is what no load gives', () => {
  expect(missing(survey)).toEqual([{ table: 'opportunity', columns: [{ name: 'stage', title: { en: 'Stage', zh: '阶段' } }] }])
})
