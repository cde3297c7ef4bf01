import { Alert, Button, Collapse, Form, Input, message, Select, Steps } from 'antd'
import { useRef, useState } from 'react'
import { Link } from 'react-router-dom'
import { useQueryClient } from '@tanstack/react-query'
import { useBuild, useGeneration, useJson } from '../client/hooks'
import { post, put, remove, upload } from '../client/http'
import type { LoadReport, PageSpec } from '../client/types'
import { useWords } from '../i18n'
import { Card } from '../parts/Card'
import { Trouble } from '../parts/States'
import { useView } from '../shell/view'
import { Drop, type Picked } from './import/Drop'
import { Review } from './import/Review'
import { kinds, type Answer, type Decisions } from './import/survey'
import { Loaded, Working } from './import/Working'

type Options = { source?: string; taken_at?: string; complete?: string[]; currency?: string }

/** Files → what they are → put right → load → build. The address holds where one is, so a reload loses nothing. */
export default function Import({ page: _page }: { page: PageSpec }) {
  const { t } = useWords()
  const { search, change } = useView()
  const [id, load, build] = [search.get('import'), search.get('load'), search.get('build')]
  const at = build ? 3 : load ? 2 : id ? 1 : 0
  const again = () => change({ import: '', load: '', build: '' })
  return (
    <div className="stack">
      <Card><Steps size="small" aria-label={t('importSteps')} current={at} items={[t('stepFiles'), t('stepReview'), t('stepLoad'), t('stepBuild')].map(title => ({ title }))} /></Card>
      {at === 0 && <Choose onDone={found => change({ import: found })} />}
      {at === 1 && id && <Check key={id} id={id} onLoad={job => change({ load: job })} onAgain={again} />}
      {at === 2 && load && <Working id={load} title={t('loading_now')}>{job => <AfterLoad report={job.result as LoadReport} onBuild={job => change({ build: job })} onAgain={again} />}</Working>}
      {at === 3 && build && <Working id={build} title={t('building')}>{() => <Card title={t('building_done')}><div className="buttons"><Link to="/"><Button type="primary">{t('openCockpit')}</Button></Link><Button onClick={again}>{t('again')}</Button></div></Card>}</Working>}
    </div>
  )
}

function Choose({ onDone }: { onDone: (id: string) => void }) {
  const cache = useQueryClient()
  const generation = useGeneration()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const send = async (files: Picked[]) => {
    setBusy(true)
    setError(undefined)
    try {
      const form = new FormData()
      files.forEach(({ file, path }) => form.append('files', file, path))
      const answer = await upload<Answer>('/imports', form)
      cache.setQueryData(['json', generation, `/imports/${answer.id}`], answer)
      onDone(answer.id)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return <>{!!error && <Trouble error={error} />}<Drop busy={busy} onPick={files => void send(files)} /></>
}

type CheckProps = { id: string; onLoad: (job: string) => void; onAgain: () => void }

function Check({ id, onLoad, onAgain }: CheckProps) {
  const { t } = useWords()
  const [say, place] = message.useMessage()
  const { data, error } = useJson<Answer>(`/imports/${id}`)
  const [answer, setAnswer] = useState<Answer>()
  const [decisions, setDecisions] = useState<Decisions>({})
  const [options, setOptions] = useState<Options>({})
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const kept = useRef(decisions)
  const survey = (answer ?? data)?.survey
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setProblem(undefined)
    try { await work() } catch (e) { setProblem(e) } finally { setBusy(false) }
  }
  const send = async () => { setAnswer(await put<Answer>(`/imports/${id}/mapping`, { decisions })); kept.current = decisions }
  const keep = () => attempt(async () => { await send(); void say.success(t('saved')) })
  const load = () => attempt(async () => {
    if (kept.current !== decisions) await send()
    onLoad((await post<{ job: string }>(`/imports/${id}/load`, options)).job)
  })
  const forget = () => attempt(async () => { await remove(`/imports/${id}`); onAgain() })
  if (error) return <Card><Trouble error={error} /><div className="buttons"><Button onClick={onAgain}>{t('startOver')}</Button></div></Card>
  if (!survey) return <Drop busy onPick={() => {}} />
  const found = kinds(survey)
  return (
    <>{place}
      {!!problem && <Trouble error={problem} />}
      <Review survey={survey} decisions={decisions} onDecide={setDecisions} />
      <Card><Collapse ghost size="small" items={[{ key: 'options', label: t('loadOptions'), children: <LoadOptions value={options} tables={[...new Set(found.map(k => k.into))]} onChange={setOptions} /> }]} /></Card>
      <div className="buttons actions">
        <Button type="primary" size="large" loading={busy} disabled={!found.length} onClick={() => void load()}>{t('loadFiles', { n: found.reduce((n, k) => n + k.files.length, 0) })}</Button>
        {!!Object.keys(decisions).length && <Button size="large" disabled={busy} onClick={() => void keep()}>{t('saveMapping')}</Button>}
        <Button size="large" type="text" disabled={busy} onClick={() => void forget()}>{t('startOver')}</Button>
      </div>
    </>
  )
}

function LoadOptions({ value, tables, onChange }: { value: Options; tables: string[]; onChange: (next: Options) => void }) {
  const { t, currency } = useWords()
  const set = (part: Options) => onChange({ ...value, ...part })
  return (
    <Form layout="vertical" className="formgrid">
      <Form.Item label={t('source')} htmlFor="import-source"><Input id="import-source" placeholder={t('sourceHint')} value={value.source} onChange={e => set({ source: e.target.value })} /></Form.Item>
      <Form.Item label={t('takenAt')} htmlFor="import-taken"><Input id="import-taken" type="datetime-local" value={value.taken_at} onChange={e => set({ taken_at: e.target.value })} /></Form.Item>
      <Form.Item label={t('currencyIfNone')} htmlFor="import-currency"><Input id="import-currency" maxLength={3} placeholder={currency} value={value.currency} onChange={e => set({ currency: e.target.value.toUpperCase() })} /></Form.Item>
      <Form.Item label={t('complete')} extra={t('complete_hint')}><Select mode="multiple" aria-label={t('complete')} value={value.complete ?? []} onChange={v => set({ complete: v })} options={tables.map(name => ({ value: name, label: name }))} /></Form.Item>
    </Form>
  )
}

function AfterLoad({ report, onBuild, onAgain }: { report: LoadReport; onBuild: (job: string) => void; onAgain: () => void }) {
  const { t } = useWords()
  const build = useBuild()
  return (
    <>
      <Loaded report={report} />
      {build.error && <Trouble error={build.error} />}
      <Alert type="info" showIcon title={t('buildText')} />
      <div className="buttons actions"><Button type="primary" size="large" loading={build.isPending} onClick={() => build.mutate(undefined, { onSuccess: found => onBuild(found.job) })}>{t('buildNow')}</Button><Button size="large" onClick={onAgain}>{t('again')}</Button></div>
    </>
  )
}
