// Words of the pages about deals; they come with those pages, not with the first one.
import type { Text } from '../../client/types'

export const SAY = {
  deals: { en: '{n} deals', zh: '{n} 个商机' }, deal: { en: '{n} deal', zh: '{n} 个商机' }, expected: { en: 'expected {amount}', zh: '期望 {amount}' }, expectedTitle: { en: 'Expected amount', zh: '期望金额' },
  more: { en: 'Show {n} more', zh: '再显示 {n} 个' }, noneHere: { en: 'No deals in this stage', zh: '此阶段没有商机' }, sort: { en: 'Order', zh: '排序' }, noStage: { en: 'No stage', zh: '无阶段' },
  by_expected: { en: 'Expected amount', zh: '期望金额' }, by_amount: { en: 'Amount', zh: '金额' }, by_close: { en: 'Close date', zh: '预计成交' }, by_stuck: { en: 'Longest in stage', zh: '停留最久' }, by_probability: { en: 'Win probability', zh: '赢率' },
  inStage: { en: '{n} d in stage', zh: '停留 {n} 天' }, closes: { en: 'Expected close', zh: '预计成交' }, late: { en: '{n} d late', zh: '已过 {n} 天' }, stages: { en: 'Stages', zh: '阶段' }, allList: { en: 'See all in the list', zh: '在列表中查看全部' },
  noDeals: { en: 'No open deals for these filters', zh: '当前筛选下没有进行中的商机' },
  overdue: { en: 'Close date passed {n} d ago', zh: '已过预计成交日 {n} 天' }, closing: { en: 'Closes {day}', zh: '{day} 应成交' }, quiet: { en: 'No contact for {n} d', zh: '{n} 天未跟进' }, step_due: { en: 'Next step due {day}', zh: '下一步 {day} 到期' },
  step_late: { en: 'Next step was due {day}', zh: '下一步 {day} 已到期' }, pushed: { en: 'Pushed out {n} times', zh: '已推迟 {n} 次' }, unhealthy: { en: 'At risk', zh: '有风险' },
  toDo: { en: '{n} deals need you this week', zh: '本周有 {n} 个商机需要处理' }, toDoOne: { en: 'One deal needs you this week', zh: '本周有 1 个商机需要处理' }, fine: { en: 'Nothing needs you this week', zh: '本周没有需要处理的商机' },
  fineText: { en: 'Every open deal has had contact lately, a date ahead and a next step in time.', zh: '所有进行中的商机近期都有跟进，日期未过，下一步按时。' }, fineFilter: { en: 'Nothing of this kind', zh: '没有此类事项' }, board: { en: 'To the deal board', zh: '打开商机看板' },
  order: { en: 'Most money in the balance first: amount × how undecided the deal is', zh: '按待争取金额排序：金额 × 结局的不确定程度' }, person: { en: 'Person', zh: '人员' }, everyone: { en: 'Everyone', zh: '全部人员' }, kind: { en: 'Kind', zh: '类别' },
  all: { en: 'All', zh: '全部' }, f_overdue: { en: 'Date passed', zh: '日期已过' }, f_closing: { en: 'Closing', zh: '本周成交' }, f_quiet: { en: 'No contact', zh: '久未跟进' }, f_step_due: { en: 'Step due', zh: '下一步到期' }, f_pushed: { en: 'Pushed out', zh: '一再推迟' }, f_unhealthy: { en: 'At risk', zh: '有风险' },
  planned: { en: 'Planned', zh: '已计划' }, suggested: { en: 'To do', zh: '建议' }, against: { en: 'Against it', zh: '不利' }, inFavour: { en: 'For it', zh: '有利' },
  thisWeek: { en: 'This week', zh: '本周' }, onTrack: { en: 'On track: nothing is due this week', zh: '进展正常：本周没有到期事项' }, when: { en: 'When it may close', zh: '可能的成交时间' }, whenText: { en: 'Chance of a win by month', zh: '各月赢单概率' },
  later: { en: '{month} or later', zh: '{month}及以后' }, likely: { en: 'most likely {day}', zh: '最可能 {day}' }, ifWon: { en: 'If won: {early} to {late} (80%)', zh: '若赢单：{early} 至 {late}（80%）' }, stay: { en: 'Time in each stage', zh: '各阶段停留时间' },
  between: { en: 'between {since} and {until}', zh: '{since} 至 {until} 之间' }, before: { en: 'by {until}', zh: '不晚于 {until}' }, inferredNote: { en: 'Found by comparing two loads: the day lies between them', zh: '由两次载入对比得出：实际日期在两次之间' }, exactNote: { en: 'As the record itself says', zh: '依据记录本身的日期' },
  reportedNote: { en: 'As the CRM reported it', zh: '由 CRM 记录' }, opened: { en: 'Created', zh: '新建' }, reopened: { en: 'Reopened', zh: '重新打开' }, deletedWord: { en: 'Deleted', zh: '被删除' }, allChanges: { en: 'Show all {n} changes', zh: '显示全部 {n} 条变更' }, write: { en: 'Write back to the CRM', zh: '回写 CRM' },
} satisfies Record<string, Text>
export type Word = keyof typeof SAY
