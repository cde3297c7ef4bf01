// What the API sends: the JSON of the Python types in `contracts/` and `kernel/`.
export type Language = 'zh' | 'en'
export type Text = { en: string; zh: string }
export type Unit =
  | 'id' | 'text' | 'category' | 'boolean' | 'date' | 'timestamp' | 'count' | 'quantity' | 'money' | 'unit_price'
  | 'money_per_day' | 'ratio' | 'probability' | 'points' | 'factor' | 'days' | 'hours' | 'minutes' | 'score' | 'rank'
export type Good = 'up' | 'down' | 'neutral'
export type Value = string | number | boolean | null

export type Column = {
  name: string; title: Text; unit: Unit; role: string; good: Good; definition: Text | null; personal: boolean; opens: string
  labels: Record<string, Text>
}
export type Result = {
  columns: Column[]; rows: Value[][]; total: number; as_of: string | null; generation: string; currency: string; assumptions: Text[]
}
export type Condition = { kind: 'condition'; field: string; operator: string; values: Value[] }
export type Members = { kind: 'members'; segment: string; name: string; inside: boolean }
export type Filter = Condition | Members | { kind: 'all' | 'any'; parts: Filter[] }
export type Query = {
  metrics: string[]; by: string[]; grain: Grain | null; where: Filter | null; start: string | null; end: string | null
  compare: string | null; currency: string | null; order_by: string[]; limit: number | null; offset: number; attribution?: string
}
export type RowsQuery = { metric: string; where: Filter | null; start: string | null; end: string | null; currency: string | null; attribution?: string }
export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year'

export type Measure = { name: string; title: Text; share: boolean; value: number; baseline: number; better: 'lower' | 'higher'; interval: [number, number] | null }
export type Evidence = {
  method: Text; baseline: Text; n: number; n_train: number; tested_on: string | null; measures: Measure[]; skill: boolean; verdict: Text
  calibration: { predicted: number; observed: number; n: number }[]; notes: Text[]
}
export type KpiValue = {
  metric: string; column: Column; value: Value; before: Value; change: Value; target: Value; attainment: number | null
  spark: [string, Value][]; rows: RowsQuery | null; why?: Text | null; target_of?: Text | null
}
export type BlockData = {
  status: 'ok' | 'empty'; empty: { why: Text; next_step: Text | null } | null; columns: Column[]; rows: Value[][]; total: number
  sentence: Text | null; kpis: KpiValue[]; evidence: Evidence | null; card: Text | null; drill: Query | null; currency: string; note?: Text | null
  settings?: Setting[]; parts?: BlockData[]
}
/** A slider with its value; a text has no bounds, and choices instead. */
export type Setting = {
  param: string; title: Text; help: Text; unit: Unit; low: number | null; high: number | null; step: number | null; whole: boolean; default: number | string; value: number | string
  choices: string[]; nothing: Text | null; learnt: boolean | null; words: Text | null; folded: boolean
}
type Base = { title: Text | null; subtitle: Text | null; span: number }
export type Block = Base & (
  | { kind: 'headline' } | { kind: 'kpis' }
  | { kind: 'trend'; x: string; y: string[]; forecast: string; target: string; bands: [string, string, number][]; series: string }
  | { kind: 'bars'; x: string; y: string[]; horizontal: boolean; stacked: boolean }
  | { kind: 'distribution'; low: string; high: string; count: string }
  | { kind: 'funnel'; stage: string; count: string; value: string; rate: string; days: string }
  | { kind: 'waterfall'; label: string; value: string; total: string; behind: string }
  | { kind: 'matrix'; x: string; y: string; value: string; shade: string }
  | { kind: 'treemap'; label: string; size: string; count: string; shade: string }
  | { kind: 'cohort'; row: string; column: string; value: string }
  | { kind: 'scatter'; x: string; y: string; size: string; label: string }
  | { kind: 'table'; columns: string[]; drawer: string; page_size: number }
  | { kind: 'evidence'; capability: string }
  | { kind: 'reasons'; label: string; points: string }
  | { kind: 'note'; text: Text }
  | { kind: 'sliders'; capability: string; sliders: { param: string; title: Text }[]; results: Block[] }
  | { kind: 'own_figures'; beside: string; group: string; label: string; driven: string[] }
)
export type PageHead = {
  id: string; title: Text; question: Text; section: string; order: number; icon: string; filters: string[]; tool: string; scope: string
}
export type PageSpec = PageHead & { days: number; blocks: Block[] }
export type MetricInfo = {
  name: string; title: Text; definition: Text; unit: Unit; additivity: string; good: Good; domain: string; dimensions: string[]
}
export type DimensionInfo = { name: string; title: Text; unit: Unit; opens: string }
export type CapabilityInfo = { id: string; title: Text; question: Text; status: string; reason: Text; outputs: string[] }
export type Catalogue = { pages: PageHead[]; metrics: MetricInfo[]; dimensions: DimensionInfo[]; capabilities: CapabilityInfo[] }
export type Choice = { id: string; label: string }
export type Choices = Record<string, Choice[] | string | null> & { first_day: string | null; last_day: string }
export type User = {
  user_id: string; name: string; role: string; visibility: string; representative_id: string; language: Language; active: boolean
  has_password: boolean; scopes?: string[]; sees_everything?: boolean
}
export type Session = {
  user: User; csrf: string; company: string; base_currency: string; language: Language
  calendar: { time_zone: string; week_start: number; fiscal_year_start: number; country: string }
  generation: { id: string; built_at: string; as_of: string; stage: 'metrics' | 'models' } | null
}
export type Step = { step: string; done: number; note: string }
export type Job = { id: string; kind: string; state: 'running' | 'done' | 'failed' | 'cancelled'; steps: Step[]; result: unknown; problem: ProblemJson | null }
export type ProblemJson = {
  code: string; title?: string; status?: number; detail: string; where?: string; next_step?: string; closest?: string[]
  detail_text?: Text; next_step_text?: Text | null; details?: Record<string, unknown>
}
export type RowMap = Record<string, Value>
export type Counts = { rows_in: number; new: number; changed: number; unchanged: number; quarantined: number; duplicates: number }
export type LoadReport = {
  loads: { load_id: string; source: string; taken_at: string; fresh: boolean }[]; tables: Record<string, Counts>; assumptions: Text[]
  missing: Record<string, string[]>
}
