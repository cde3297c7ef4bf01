// The words of the list of records that may be one customer.
export const SAME_WORDS = {
  zh: {
    title: '同一客户', none: '没有需要确认的记录。', hint: '这些记录可能是同一个客户，按涉及金额排序。决定会一直保留，并在下次构建时生效；随时可以撤销。',
    why: '为何', same: '是同一个', different: '不是同一个', undo: '撤销', kept: '已记录，下次构建时生效。', chance: '相同的概率', money: '涉及金额', download: '下载清单',
    open: '待确认', joined: '已合并', held_apart: '相似但分开', said_same: '人工：同一个', said_different: '人工：不同', field: '字段', finding: '结论', weight: '权重',
    weightNote: '大于 0 支持相同，小于 0 反对；每增加 1，胜算翻倍。',
  },
  en: {
    title: 'Same customer', none: 'Nothing has to be decided.', hint: 'These records may be one customer; most money first. A decision is kept for good, counts from the next build on, and can be taken back at any time.',
    why: 'Why', same: 'The same', different: 'Not the same', undo: 'Take back', kept: 'Kept. It counts from the next build on.', chance: 'Probability', money: 'Money', download: 'Download the list',
    open: 'To decide', joined: 'Counted as one', held_apart: 'Held apart', said_same: 'Decided: same', said_different: 'Decided: different', field: 'Field', finding: 'Finding', weight: 'Weight',
    weightNote: 'Above 0 speaks for the same, below 0 against; one more doubles the odds.',
  },
} as const
