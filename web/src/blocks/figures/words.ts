import type { Text } from '../../client/types'

export const SAY = {
  period: { en: 'Month', zh: '月份' }, value: { en: 'Your figure', zh: '您的数字' }, reason: { en: 'What the forecast cannot know', zh: '预测无法得知的情况' }, keep: { en: 'Keep it', zh: '保存' },
  kept: { en: 'Kept: it stands below.', zh: '已保存，见下表。' }, forecast: { en: 'Forecast', zh: '预测' }, then: { en: 'Forecast then', zh: '当时预测' }, target: { en: 'Target', zh: '目标' },
  made: { en: 'made of', zh: '其中：' }, against: { en: 'against the forecast', zh: '与预测相比' }, none: { en: 'Nobody has said anything else here yet.', zh: '尚无人填写不同的数字。' },
  what: { en: 'For', zh: '对象' }, which: { en: 'Whose', zh: '成员' }, figure: { en: 'Figure', zh: '数字' }, difference: { en: 'Against it, %', zh: '相差（%）' }, who: { en: 'Who', zh: '填写人' }, when: { en: 'When', zh: '时间' }, why: { en: 'Why', zh: '理由' },
  came: { en: 'What came', zh: '实际' }, off: { en: 'Off by, %', zh: '误差（%）' }, history: { en: 'What was said', zh: '填写记录' }, series: { en: 'Series', zh: '序列' },
  record: { en: 'Your own figures so far: {n} have come due, {closer} closer than the forecast; off by {error}, the forecast by {engine}; bias {bias}.', zh: '您的历史数字：{n} 个已到期，其中 {closer} 个比预测更接近；误差 {error}，预测误差 {engine}；偏差 {bias}。' },
  noRecord: { en: 'None of your own figures has come due yet.', zh: '您的数字尚无到期。' },
  onlyThis: { en: 'only of this series', zh: '仅看当前序列' },
} satisfies Record<string, Text>
