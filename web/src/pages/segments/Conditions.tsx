import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useJson } from '../../client/hooks'
import type { Text, Value } from '../../client/types'
import { useWords } from '../../i18n'
import { isPercent, listed, operators, type Field, type Group, type Row } from './draft'
import { useSegmentWords } from './words'

type Props = { group: Group; fields: Field[]; depth?: number; onChange: (group: Group) => void; onRemove?: () => void }

/** Conditions joined by “all” or “any”; a group may hold one more level of groups. */
export function Conditions({ group, fields, depth = 0, onChange, onRemove }: Props) {
  const say = useSegmentWords()
  const put = (place: number, part: Row | Group | null) => onChange({ ...group, parts: part ? group.parts.map((p, i) => (i === place ? part : p)) : group.parts.filter((_, i) => i !== place) })
  const add = (part: Row | Group) => onChange({ ...group, parts: [...group.parts, part] })
  return (
    <div className={depth ? 'condgroup' : undefined}>
      <div className="bar" style={{ marginBottom: 8 }}>
        <Segmented size="small" aria-label={say('conditions')} value={group.kind} onChange={v => onChange({ ...group, kind: v as Group['kind'] })} options={[{ value: 'all', label: say('all') }, { value: 'any', label: say('any') }]} />
        {onRemove && <Button size="small" type="text" aria-label={say('remove')} icon={<CloseOutlined />} onClick={onRemove} />}
      </div>
      {group.parts.map((part, place) => part.kind === 'condition'
        ? <Line key={place} row={part} fields={fields} onChange={row => put(place, row)} onRemove={() => put(place, null)} />
        : <Conditions key={place} group={part} fields={fields} depth={depth + 1} onChange={inner => put(place, inner)} onRemove={() => put(place, null)} />)}
      <div className="inline">
        <Button size="small" icon={<PlusOutlined />} onClick={() => add({ kind: 'condition', field: '', operator: 'in', values: [] })}>{say('add')}</Button>
        {depth === 0 && <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => add({ kind: group.kind === 'all' ? 'any' : 'all', parts: [] })}>{say('addGroup')}</Button>}
      </div>
    </div>
  )
}

type LineProps = { row: Row; fields: Field[]; onChange: (row: Row) => void; onRemove: () => void }
function Line({ row: given, fields, onChange, onRemove }: LineProps) {
  const { pick } = useWords()
  const say = useSegmentWords()
  const field = fields.find(f => f.name === given.field) ?? other(given.field)
  const row = listed(given, field)
  const groups = [...new Set(fields.map(f => pick(f.group)))]
  const choose = (name: string) => {
    const next = fields.find(f => f.name === name)
    onChange({ kind: 'condition', field: name, operator: next ? operators(next)[0]![0] : 'in', values: [] })
  }
  const options = groups.map(g => ({ label: g, options: fields.filter(f => pick(f.group) === g).map(f => ({ value: f.name, label: `${pick(f.title)}${f.missing ? say('missing') : ''}`, disabled: !!f.missing, title: f.missing ? pick(f.missing) : pick(f.note) || undefined })) }))
  return (
    <div className="cond">
      <Select showSearch={{ optionFilterProp: 'label' }} aria-label={say('field')} placeholder={say('field')} className="condfield" popupMatchSelectWidth={280} value={row.field || undefined} onChange={choose} options={options} labelRender={o => o.label ?? row.field} />
      {field && <Select aria-label={`${pick(field.title)}: ${say('conditions')}`} className="condhow" value={row.operator} onChange={v => onChange({ ...row, operator: v, values: v.startsWith('is ') ? [] : row.values })} options={operators(field).map(([value, word]) => ({ value, label: say(word) }))} />}
      {field && !row.operator.startsWith('is ') && <Given field={field} row={row} onChange={values => onChange({ ...row, values })} />}
      <Button type="text" aria-label={say('remove')} icon={<CloseOutlined />} onClick={onRemove} />
    </div>
  )
}

const same = (text: string): Text => ({ en: text, zh: text })
/** A column of the customer's own system (`extra.…`), which is not among the declared fields. */
const other = (name: string): Field | undefined => (name ? { name, title: same(name.replace(/^extra\./, '')), unit: 'category', group: same(''), note: null, labels: {}, many: false, chosen: true, personal: false, missing: null } : undefined)

function Given({ field, row, onChange }: { field: Field; row: Row; onChange: (values: Value[]) => void }) {
  const { pick, currency } = useWords()
  const say = useSegmentWords()
  const label = `${pick(field.title)}: ${say('value')}`
  if (row.operator === 'contains' || field.unit === 'text') return <Input className="condvalue" aria-label={label} placeholder={say('value')} value={String(row.values[0] ?? '')} maxLength={200} onChange={e => onChange([e.target.value])} />
  if (field.chosen) return <Choices field={field} values={row.values} label={label} onChange={onChange} />
  if (field.unit === 'date') return <Input className="condvalue" type="date" aria-label={label} value={String(row.values[0] ?? '')} onChange={e => onChange([e.target.value])} />
  const percent = isPercent(field.unit)
  const value = row.values[0] === undefined || row.values[0] === '' || row.values[0] === null ? null : Number(row.values[0])
  const set = (v: number | null) => onChange(v === null ? [] : [percent ? Number((v / 100).toPrecision(12)) : v])
  const unit = percent ? '%' : field.unit === 'money' ? currency : ''
  return <InputNumber className="condvalue" aria-label={label} placeholder={say('value')} value={value === null ? null : percent ? Number((value * 100).toPrecision(12)) : value} onChange={set} suffix={unit || undefined} controls={false} />
}

type Choice = { id: string; label: Text; customers: number }
/** The values of a field among the customers, most frequent first; the server searches. */
function Choices({ field, values, label, onChange }: { field: Field; values: Value[]; label: string; onChange: (values: Value[]) => void }) {
  const { pick, show } = useWords()
  const say = useSegmentWords()
  const [search, setSearch] = useState('')
  const [open, setOpen] = useState(false)
  const { data } = useJson<Choice[]>(`/segments/fields/${encodeURIComponent(field.name)}/values?search=${encodeURIComponent(search)}`, open || values.length > 0)
  const known = (data ?? []).map(c => ({ value: c.id, label: `${pick(c.label)} · ${show(c.customers, { unit: 'count' })}` }))
  const words = (id: string) => { const found = (data ?? []).find(c => c.id === id); return found ? pick(found.label) : field.labels[id] ? pick(field.labels[id]) : id }
  return <Select mode="multiple" className="condvalue" aria-label={label} placeholder={say('value')} showSearch={{ filterOption: false, onSearch: setSearch }} onOpenChange={setOpen} loading={open && !data} maxTagCount="responsive"
    value={values.map(String)} onChange={v => { onChange(v); setSearch('') }} options={known} labelRender={o => words(String(o.value))} />
}
