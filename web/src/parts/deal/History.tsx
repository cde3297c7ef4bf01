import { useState } from 'react'
import type { RowMap, Value } from '../../client/types'
import { useWords } from '../../i18n'
import { codeWord, fieldWord } from '../../i18n/codes'
import { grouped } from '../records'
import { useSay } from './say'

const FIRST = 6
const MONEY = new Set(['amount'])
const EVENTS = { created: 'opened', reopened: 'reopened', deleted: 'deletedWord' } as const

/** Everything that happened to a deal, the last first: when (or between which two loads), what, from what to what. */
export function History({ rows, currency }: { rows: RowMap[]; currency: string }) {
  const { t, show, language } = useWords()
  const say = useSay()
  const [all, setAll] = useState(false)
  if (!rows.length) return null
  const moments = [...grouped(rows, r => String(r.changed_at))]
  const value = (field: string, v: Value | undefined) => {
    if (v === null || v === undefined || v === '') return '–'
    if (MONEY.has(field)) return show(v, { unit: 'money' }, currency)
    if (field === 'probability') return show(v, { unit: 'ratio' })
    return codeWord(field, v, language) ?? String(v)
  }
  const what = (r: RowMap) => {
    const field = String(r.field)
    const event = EVENTS[field as keyof typeof EVENTS]
    if (event) return <><b>{say(event)}</b>{field === 'created' && r.new ? <span> · {String(r.new)}</span> : null}</>
    return <><span className="soft">{fieldWord(field, language)}</span> <span>{value(field, r.old)}</span> <span aria-hidden>→</span> <b>{value(field, r.new)}</b></>
  }
  return (
    <>
      <h3>{t('history')}</h3>
      <ol className="past">{(all ? moments : moments.slice(0, FIRST)).map(([at, changes]) => {
        const first = changes[0]!
        return (
          <li key={at}>
            <When row={first} />
            <ul>{changes.map(r => <li key={String(r.field)}>{what(r)}</li>)}</ul>
          </li>)
      })}</ol>
      {!all && moments.length > FIRST && <button type="button" className="textbutton wide" onClick={() => setAll(true)}>{say('allChanges', { n: rows.length })}</button>}
    </>
  )
}

/** A day where it is known, the span between two loads where it was only inferred. */
function When({ row }: { row: RowMap }) {
  const { t } = useWords()
  const say = useSay()
  const inferred = row.origin === 'inferred'
  const open = inferred && row.between_loads === true
  const until = String(row.until_on ?? row.changed_on ?? '')
  const day = open ? (row.since_on ? say('between', { since: String(row.since_on), until }) : say('before', { until })) : String(row.changed_on ?? '')
  const note = open ? say('inferredNote') : inferred ? say('exactNote') : say('reportedNote')
  return <div className="small"><time>{day}</time> <span className={`tag ${open ? 'is-warn' : ''}`} title={note}>{t(inferred ? 'inferred' : 'reported')}</span></div>
}
