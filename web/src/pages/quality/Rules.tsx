import { DownloadOutlined } from '@ant-design/icons'
import { Button, Drawer, Input, Segmented, Tooltip } from 'antd'
import { useState } from 'react'
import { useResult } from '../../client/hooks'
import { address } from '../../client/http'
import type { RowMap } from '../../client/types'
import { useWords, type Key } from '../../i18n'
import { Card } from '../../parts/Card'
import { DataTable } from '../../parts/DataTable'
import { worded } from '../../parts/records'
import { Empty, Trouble } from '../../parts/States'
import { useView } from '../../shell/view'
import { Waiting } from '../../parts/Waiting'

const TONE: Record<string, string> = { blocking: 'is-bad', error: 'is-bad', warning: 'is-warn', notice: 'is-accent' }
const STATES = ['bad', 'ok', 'not_applicable'] as const

/** Every rule with what it found; the worst by money first. A rule opens its bad rows and its fix list. */
export function Rules({ rules, currency }: { rules: RowMap[]; currency: string }) {
  const { t, language } = useWords()
  const { search, change } = useView()
  const [words, setWords] = useState('')
  const state = search.get('state') ?? 'bad'
  const wanted = words.trim().toLowerCase()
  const shown = rules.filter(r => r.status === state && (!wanted || `${worded(r, 'title', language)} ${String(r.rule_id)}`.toLowerCase().includes(wanted)))
  const open = rules.find(r => r.rule_id === search.get('rule'))
  return (
    <Card>
      <div className="bar">
        <Segmented aria-label={t('rules')} value={state} onChange={v => change({ state: v === 'bad' ? '' : String(v) })} options={STATES.map(s => ({ value: s, label: `${t(`status_${s}` as Key)} ${rules.filter(r => r.status === s).length}` }))} />
        <Input allowClear aria-label={t('searchRules')} placeholder={t('searchRules')} value={words} onChange={e => setWords(e.target.value)} style={{ maxWidth: 240 }} />
      </div>
      {shown.length ? <ul className="rules">{shown.map(r => <Line key={String(r.rule_id)} rule={r} currency={currency} onOpen={() => change({ rule: String(r.rule_id) })} />)}</ul> : <Empty why={t('fine')} />}
      <RuleDrawer rule={open} currency={currency} close={() => change({ rule: '' })} />
    </Card>
  )
}

function Line({ rule, currency, onOpen }: { rule: RowMap; currency: string; onOpen: () => void }) {
  const { t, show, language } = useWords()
  const severity = String(rule.severity)
  return (
    <li><button type="button" onClick={onOpen}>
      <span className={`tag ${TONE[severity] ?? ''}`}>{t(severity as Key)}</span>
      <span className="what"><b>{worded(rule, 'title', language)}</b><span className="soft small" title={String(rule.rule_id)}>{worded(rule, 'why', language)}{rule.missing ? ` · ${t('blockedBy')}: ${String(rule.missing)}` : ''}</span></span>
      <span className="number"><b>{rule.bad === null ? '–' : show(rule.bad, { unit: 'count' })}</b><span className="soft small">{t('badRows')}</span></span>
      <span className="number"><b>{rule.share === null ? '–' : show(rule.share, { unit: 'ratio' })}</b><span className="soft small">{t('share_bad')}</span></span>
      <span className="number"><b>{rule.money === null || Number(rule.money) === 0 ? '–' : show(rule.money, { unit: 'money' }, currency)}</b><span className="soft small">{t('moneyAtRisk')}</span></span>
    </button></li>
  )
}

const SIZE = 50

function RuleDrawer({ rule, currency, close }: { rule: RowMap | undefined; currency: string; close: () => void }) {
  const { t, language } = useWords()
  const path = `/quality/${encodeURIComponent(String(rule?.rule_id ?? ''))}/rows`
  return (
    <Drawer open={!!rule} onClose={close} size="min(1000px, 100vw)" title={rule ? worded(rule, 'title', language) : ''}
      extra={!!rule?.bad && <Tooltip title={t('fixHint')}><Button type="primary" size="small" icon={<DownloadOutlined />} href={address(path, { format: 'csv' })}>{t('fixList')}</Button></Tooltip>}>
      {rule && <>
        <dl className="facts wide"><div><dt>{t('whyMatters')}</dt><dd>{worded(rule, 'why', language)}</dd></div><div><dt>{t('howToFix')}</dt><dd>{worded(rule, 'fix', language)}</dd></div></dl>
        <p className="small soft" style={{ margin: '10px 0' }}>{t('fixHint')}</p>
        {rule.bad ? <BadRows key={path} path={path} currency={currency} /> : <Empty why={rule.missing ? `${t('blockedBy')}: ${String(rule.missing)}` : t('fine')} />}
      </>}
    </Drawer>
  )
}

function BadRows({ path, currency }: { path: string; currency: string }) {
  const [page, setPage] = useState(1)
  const { data, error } = useResult(path, {})
  if (error) return <Trouble error={error} />
  if (!data) return <Waiting />
  return <DataTable columns={data.columns} rows={data.rows.slice((page - 1) * SIZE, page * SIZE)} total={data.rows.length} currency={data.currency || currency} page={page} size={SIZE} onPage={setPage} hidden={['rule_id', 'table_name', 'corrected', 'row_key']} />
}
