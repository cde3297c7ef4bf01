import { Select } from 'antd'
import { useWords, type Key } from '../../i18n'
import { fieldWord } from '../../i18n/codes'
import { chosen, SURE, type Decisions, type Kind, type SurveyColumn } from './survey'

type Field = { name: string; title: { en: string; zh: string } }
type Props = { kind: Kind; fields: Field[]; decisions: Decisions; only: boolean; onChoose: (column: string, field: string) => void }

/** Column → meaning, with the confidence of the guess beside it. */
export function MappingTable({ kind, fields, decisions, only, onChoose }: Props) {
  const { t } = useWords()
  const shown = kind.columns.filter(c => !only || (c.field && c.confidence < SURE))
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={kind.file}>
      <table className="mapping">
        <thead><tr><th scope="col">{t('column')}</th><th scope="col">{t('sample')}</th><th scope="col">{t('meaning')}</th><th scope="col">{t('confidence')}</th></tr></thead>
        <tbody>{shown.map((c, i) => <Line key={`${c.column}/${c.field}/${i}`} column={c} value={chosen(decisions, kind.kind, 'columns', c.column)} fields={fields} onChoose={onChoose} />)}</tbody>
      </table>
    </div>
  )
}

function Line({ column: c, value, fields, onChoose }: { column: SurveyColumn; value: string | undefined; fields: Field[]; onChoose: Props['onChoose'] }) {
  const { t, pick, language } = useWords()
  const options = [{ value: '', label: t('keepExtra'), search: t('keepExtra') }, ...fields.map(f => ({ value: f.name, label: pick(f.title), search: `${pick(f.title)} ${f.name}` }))]
  if (c.field && !fields.some(f => f.name === c.field)) {
    // a name that stands for an id: the customer, the person or the product is looked up by it
    const id = c.field.replace(/^_/, '').replace(/_name$/, '_id'), what = fieldWord(id, language)
    const label = what === id ? c.field.replaceAll('_', ' ').trim() : t('byName', { what })
    options.push({ value: c.field, label, search: `${label} ${c.field}` })
  }
  return (
    <tr className={value === undefined && c.field && c.confidence < SURE ? 'doubt' : ''}>
      <th scope="row">{c.column}</th>
      <td className="soft small sample" title={c.samples?.join('\n')}>{c.samples?.filter(Boolean).join(' · ') || '–'}</td>
      <td><Select size="small" aria-label={`${c.column}: ${t('meaning')}`} showSearch={{ optionFilterProp: 'search' }} value={value ?? c.field} onChange={v => onChoose(c.column, v)} style={{ width: '100%', minWidth: 200 }} options={options} popupMatchSelectWidth={300} /></td>
      <td><Confidence column={c} decided={value !== undefined} /></td>
    </tr>
  )
}

const HOW: Record<string, Key> = { person: 'how_person', kept: 'how_kept', values: 'how_value', value: 'how_value', name: 'how_name', label: 'how_name', api: 'how_name' }

function Confidence({ column: c, decided }: { column: SurveyColumn; decided: boolean }) {
  const { t, show } = useWords()
  if (decided) return <span className="good small">✓ {t('how_person')}</span>
  if (!c.field) return <span className="soft small">{t('willKeep')}</span>
  const tone = c.confidence >= SURE ? 'good' : c.confidence >= 0.7 ? 'warn' : 'bad'
  const how = HOW[c.how]
  return <span className={`prob ${tone}`} style={{ justifyContent: 'flex-start' }} title={how ? t(how) : c.how}><i style={{ maxWidth: 52 }}><b style={{ width: `${Math.round(c.confidence * 100)}%` }} /></i>{show(c.confidence, { unit: 'ratio' })}</span>
}
