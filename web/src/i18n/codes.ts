// Words for codes and field names that arrive bare: stored tables hold codes, people read words.
import type { Language, Text, Value } from '../client/types'

const w = (en: string, zh: string): Text => ({ en, zh })

const OUTCOMES = { open: w('Open', '进行中'), won: w('Won', '赢单'), lost: w('Lost', '输单') }
const SEVERITIES = { blocking: w('Blocking', '阻断'), error: w('Error', '错误'), warning: w('Warning', '警告'), notice: w('Notice', '提示') }
const SEGMENTS = {
  champions: w('Champions', '重要价值客户'), loyal: w('Loyal', '忠诚客户'), potential: w('Potential', '潜力客户'), new: w('New', '新客户'), attention: w('Needs attention', '需要关注'),
  at_risk: w('At risk', '流失预警'), hibernating: w('Hibernating', '沉睡客户'), lost: w('Lost', '流失客户'),
}
const ACTIVITIES = {
  call: w('Call', '电话'), meeting: w('Meeting', '会议'), visit: w('Visit', '拜访'), email: w('E-mail', '邮件'), message: w('Message', '消息'), demo: w('Demo', '演示'), task: w('Task', '任务'),
  note: w('Note', '备注'), video: w('Video call', '视频会议'), wechat: w('WeChat', '微信'),
}
const SALES = { sale: w('Sale', '销售'), return: w('Return', '退货') }

const CODES: Record<string, Record<string, Text>> = {
  outcome: OUTCOMES, severity: SEVERITIES, segment: SEGMENTS, activity: ACTIVITIES, sales_kind: SALES, status: { ok: w('Passed', '通过'), bad: w('Findings', '有问题'), not_applicable: w('Not applicable', '不适用') },
}

/** The words of a code; undefined where the value is no code of ours. */
export function codeWord(about: string, value: Value | undefined, language: Language): string | undefined {
  return CODES[about]?.[String(value)]?.[language] ?? (about === 'country' ? countryWord(String(value), language) : SERIES_COLUMNS.has(about) ? seriesWord(String(value), language) : undefined)
}

const SERIES_COLUMNS = new Set(['series', 'node', 'level', 'value'])
const LEVELS: Record<string, Text> = {
  company: w('Whole company', '公司整体'), total: w('Whole company', '公司整体'), category: w('Product category', '产品类别'), region: w('Region', '区域'), channel: w('Channel', '渠道'), owner: w('Representative', '销售代表'),
  team: w('Team', '团队'), product: w('Product', '产品'), pipeline: w('Sales process', '销售流程'),
}

/** A forecast series or its level as people say it: “category=硬件” is 硬件, “region+category” is Region × Product category, “owner_id=crm:R010” is R010. */
export function seriesWord(text: string, language: Language): string | undefined {
  const levels = text.split('+')
  if (levels.every(part => LEVELS[part])) return levels.map(part => LEVELS[part]![language]).join(' × ')
  return /^[a-z_]+=/.test(text) ? text.replace(/[a-z_]+_id=([a-z][a-z0-9_]*:)?/g, '').replace(/(^|[^a-z_])[a-z_]+=/g, '$1') : undefined
}

/** “DE” is read as Germany; what is no code of ISO 3166 stays as it was written. */
function countryWord(code: string, language: Language): string | undefined {
  return /^[A-Z]{2}$/.test(code) ? new Intl.DisplayNames([language === 'zh' ? 'zh-CN' : 'en'], { type: 'region' }).of(code) : undefined
}

const FIELDS: Record<string, Text> = {
  stage: w('Stage', '阶段'), amount: w('Amount', '金额'), expected_close_on: w('Expected close', '预计成交'), owner_id: w('Owner', '负责人'), probability: w('Probability', 'CRM 赢率'), outcome: w('Outcome', '结果'),
  next_step: w('Next step', '下一步'), next_step_on: w('Next step on', '下一步日期'), competitor: w('Competitor', '竞争对手'), forecast_category: w('Forecast category', '预测类别'), lost_reason: w('Lost reason', '输单原因'),
  closed_at: w('Closed', '结束时间'), currency: w('Currency', '货币'), account_id: w('Account', '客户'), name: w('Name', '名称'), channel: w('Channel', '渠道'), pipeline: w('Pipeline', '销售流程'), product_id: w('Product', '产品'),
}
export const fieldWord = (name: Value | undefined, language: Language) => FIELDS[String(name)]?.[language] ?? String(name ?? '')

/** `erp:DY00007` is read as DY00007: where a number came from is no part of it. */
export const withoutSource = (value: Value | undefined) => (typeof value === 'string' ? /^[a-z][a-z0-9_]*:(.+)$/.exec(value)?.[1] : undefined)
