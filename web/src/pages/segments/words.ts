// The words of the segment builder and the comparison.
import { useWords } from '../../i18n'

const WORDS = {
  zh: {
    saved: '已保存的分群', none: '还没有保存分群。添加条件后保存即可。', fresh: '新建分群', name: '分群名称', note: '用途（可选）', share: '与所有人共享', save: '保存', saveAs: '另存为新分群', keep: '保存修改', drop: '删除', dropSure: '删除后，引用它的页面会提示分群不存在。确定删除？',
    kept: '已保存', dropped: '已删除', conditions: '条件', text: '文本', all: '满足全部', any: '满足任一', add: '添加条件', addGroup: '添加条件组', field: '选择字段', value: '取值', remove: '移除', customers: '客户', ofAll: '占全部 {share}', revenue: '近 12 个月净收入', members: '客户名单', first: '前 {n} 个，按净收入排序', nobody: '没有客户符合条件。', start: '添加第一个条件，下方即时显示客户数。',
    in: '是', not_in: '不是', ge: '不小于', le: '不大于', gt: '大于', lt: '小于', eq: '等于', from: '不早于', until: '不晚于', contains: '包含', empty: '未知', known: '已知', named: '指定客户', namedHint: '每行一个客户编号；无论条件如何都包含在内。', namedCount: '指定 {n} 个客户', textHint: '例如：revenue_12m >= 300000 and churn_class = high', tooDeep: '该条件层次较深，请在“文本”中编辑。',
    use: '用作筛选', compare: '与其他分群对比', shared: '共享', by: '创建者：{name}', missing: '（暂不可用）', exportHint: '保存后可导出名单',
    pick: '选择 2 至 5 个分群', everybody: '全部客户', need: '请至少选择两个分群进行对比。', noneYet: '还没有保存分群。', toBuilder: '去构建分群', stands: '显著差异以颜色标出；未标出的差异可能只是偶然。近 12 个月：{from} 至 {to}。', measure: '指标', share_of: '占 {share}', n: 'n = {n}', interval: '与全部客户相差 {value}，95% 区间 {low} 至 {high}', byDefinition: '分群条件即按此划分', overlap: '重叠客户', overlapHint: '行与列两个分群共有的客户数，括号内为占行分群的比例。', leftOut: '暂不可比', download: '导出对比', size: '客户数',
  },
  en: {
    saved: 'Saved segments', none: 'No segment has been saved yet. Add conditions, then save.', fresh: 'New segment', name: 'Name of the segment', note: 'What it is for (optional)', share: 'Share with everybody', save: 'Save', saveAs: 'Save as a new one', keep: 'Save changes', drop: 'Delete', dropSure: 'Pages that use it will say that it is gone. Delete it?',
    kept: 'Saved', dropped: 'Deleted', conditions: 'Conditions', text: 'Text', all: 'All of these hold', any: 'Any of these holds', add: 'Add a condition', addGroup: 'Add a group', field: 'Choose a field', value: 'Value', remove: 'Remove', customers: 'Customers', ofAll: '{share} of all', revenue: 'Net revenue, 12 months', members: 'Customers', first: 'The first {n}, by net revenue', nobody: 'No customer meets these conditions.', start: 'Add a first condition: the number of customers shows at once.',
    in: 'is', not_in: 'is not', ge: 'at least', le: 'at most', gt: 'more than', lt: 'less than', eq: 'equals', from: 'on or after', until: 'on or before', contains: 'contains', empty: 'is not known', known: 'is known', named: 'Customers by id', namedHint: 'One id a line; they are in it whatever the conditions say.', namedCount: '{n} customers by id', textHint: 'Such as: revenue_12m >= 300000 and churn_class = high', tooDeep: 'This condition is nested deeper: edit it as text.',
    use: 'Use as a filter', compare: 'Compare', shared: 'Shared', by: 'Made by {name}', missing: ' (not available)', exportHint: 'Save it to take the list along',
    pick: 'Choose 2 to 5 segments', everybody: 'All customers', need: 'Choose at least two segments to compare.', noneYet: 'No segment has been saved yet.', toBuilder: 'Build a segment', stands: 'Clear differences are coloured; the others may be chance. Twelve months: {from} to {to}.', measure: 'Measure', share_of: '{share} of all', n: 'n = {n}', interval: '{value} from all customers, 95% interval {low} to {high}', byDefinition: 'The segment is told by this', overlap: 'Customers in common', overlapHint: 'Customers in both the segment of the row and that of the column; in brackets the share of the row.', leftOut: 'Cannot be compared yet', download: 'Take along', size: 'Customers',
  },
} as const
export type Word = keyof (typeof WORDS)['zh']

export function useSegmentWords() {
  const { language } = useWords()
  return (key: Word, values: Record<string, string | number> = {}) => WORDS[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
