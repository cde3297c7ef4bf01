import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Popconfirm, Segmented } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import { useJson, useSegments, useSession, type Segment } from '../../client/hooks'
import { patch, post, remove } from '../../client/http'
import type { Filter, PageSpec } from '../../client/types'
import { Card } from '../../parts/Card'
import { Trouble } from '../../parts/States'
import { useToast } from '../../parts/toast'
import { Waiting } from '../../parts/Waiting'
import { Conditions } from './Conditions'
import { NOTHING, textOf, treeOf, type Field, type Group } from './draft'
import { Found, usePreview, type Preview } from './Found'
import { Saved } from './Saved'
import { useSegmentWords } from './words'

type Kept = Segment & { pinned: string[]; filter: Filter | null }

/** Conditions on what is known of customers, counted at once, kept under a name and used as a filter everywhere. */
export default function Builder(_: { page: PageSpec }) {
  const [search, setSearch] = useSearchParams()
  const opened = search.get('open') ?? ''
  const given = search.get('condition') ?? ''
  const saved = useSegments()
  const fields = useJson<Field[]>('/segments/fields')
  const kept = useJson<Kept>(`/segments/${encodeURIComponent(opened)}`, !!opened)
  const go = (id: string) => setSearch(before => {
    const next = new URLSearchParams(before)
    next.delete('condition')
    if (id) next.set('open', id)
    else next.delete('open')
    return next
  })
  const error = saved.error ?? fields.error
  if (error) return <Trouble error={error} />
  if (!fields.data || !saved.data) return <Waiting lines={8} />
  const ready = !opened || !!kept.data  // the server knows a segment by id and by name
  return (
    <div className="builder">
      <Saved segments={saved.data} opened={kept.data && opened ? kept.data.segment_id : ''} onOpen={go} />
      {opened && kept.error ? <Card><Trouble error={kept.error} /></Card> : !ready ? <Card><Waiting /></Card>
        : <Editor key={opened || `new ${given}`} kept={opened ? kept.data : undefined} given={given} fields={fields.data} onOpen={go} />}
    </div>
  )
}

/** The draft: a tree while it can be shown as one, else text; the server says what the text means. */
function useDraft(kept: Kept | undefined, given: string) {
  const [tree, setTree] = useState<Group | undefined>(() => (given ? undefined : treeOf(kept?.filter ?? null)))
  const [text, setText] = useState(given || kept?.condition || '')
  const [asText, setAsText] = useState(!!given || (!!kept && !treeOf(kept.filter)))
  const [pinned, setPinned] = useState((kept?.pinned ?? []).join('\n'))
  const ids = useMemo(() => pinned.split(/[\n,;，；]/).map(w => w.trim()).filter(Boolean), [pinned])
  const condition = asText ? text : textOf(tree ?? NOTHING)
  return { tree, setTree, text, setText, asText, setAsText, pinned, setPinned, ids, condition }
}

type Props = { kept: Kept | undefined; given: string; fields: Field[]; onOpen: (id: string) => void }
function Editor({ kept, given, fields, onOpen }: Props) {
  const say = useSegmentWords()
  const draft = useDraft(kept, given)
  const { tree, setTree, text, setText, asText, setAsText, condition, ids } = draft
  const preview = usePreview(condition, ids)
  const meant = preview.data && !preview.isPlaceholderData ? treeOf(preview.data.filter) : undefined
  const [came, setCame] = useState(!given)
  useEffect(() => { if (!came && meant) { setTree(meant); setAsText(false); setCame(true) } }, [came, meant, setTree, setAsText])
  const change = (mode: string) => {
    if (mode === 'text') setText(textOf(tree ?? NOTHING) || text)
    else setTree(condition.trim() ? meant : NOTHING)
    setAsText(mode === 'text')
  }
  return (
    <div className="stack">
      <Card title={kept?.name ?? say('fresh')} extra={<Segmented size="small" aria-label={say('conditions')} value={asText ? 'text' : 'tree'} onChange={change} options={[{ value: 'tree', label: say('conditions'), disabled: asText && !!condition.trim() && !meant }, { value: 'text', label: say('text') }]} />}>
        {asText ? <>
          <Input.TextArea aria-label={say('text')} value={text} onChange={e => setText(e.target.value)} autoSize={{ minRows: 3, maxRows: 12 }} maxLength={10000} placeholder={say('textHint')} className="code" />
          {!!condition.trim() && preview.data && !meant && !preview.isPlaceholderData && <p className="small soft">{say('tooDeep')}</p>}
        </> : <Conditions group={tree ?? NOTHING} fields={fields} onChange={setTree} />}
        <details className="method" open={ids.length > 0 || undefined}><summary>{ids.length ? say('namedCount', { n: ids.length }) : say('named')}</summary>
          <p className="small soft">{say('namedHint')}</p>
          <Input.TextArea aria-label={say('named')} value={draft.pinned} onChange={e => draft.setPinned(e.target.value)} autoSize={{ minRows: 2, maxRows: 8 }} className="code" />
        </details>
        <Keep kept={kept} condition={condition} ids={ids} fine={!preview.error} onOpen={onOpen} />
      </Card>
      <Found preview={preview as { data: Preview | undefined; error: unknown }} asked={!!condition.trim() || ids.length > 0} kept={kept && unchanged(kept, condition, ids, asText) ? kept : undefined} />
    </div>
  )
}

const unchanged = (kept: Kept, condition: string, ids: string[], asText: boolean) => {
  const tree = treeOf(kept.filter)
  const known = asText || !tree ? [kept.condition, ...(tree ? [textOf(tree)] : [])] : [textOf(tree)]
  return known.includes(condition) && ids.join('\n') === kept.pinned.join('\n')
}

type KeepProps = { kept: Kept | undefined; condition: string; ids: string[]; fine: boolean; onOpen: (id: string) => void }
/** Name, note and reach of a segment; kept, changed, copied or forgotten. */
function Keep({ kept, condition, ids, fine, onOpen }: KeepProps) {
  const say = useSegmentWords()
  const cache = useQueryClient()
  const scopes = useSession().data?.user.scopes
  const [name, setName] = useState(kept?.name ?? '')
  const [note, setNote] = useState(kept?.note ?? '')
  const [shared, setShared] = useState(kept?.shared ?? false)
  const [problem, setProblem] = useState<unknown>()
  const [tell, toast] = useToast()
  if (!scopes?.some(s => s === '*' || s === 'segments:write')) return null
  const body = { name, note, shared, condition, pinned: ids }
  // what is shown of a segment that is gone is not asked for again
  const after = (id: string, words: string) => { void cache.invalidateQueries({ refetchType: id ? 'active' : 'none' }); void cache.invalidateQueries({ queryKey: ['segments'] }); onOpen(id); tell(words) }
  const run = (act: () => Promise<void>) => { setProblem(undefined); act().catch(setProblem) }
  const add = () => run(async () => after((await post<Segment>('/segments', body)).segment_id, say('kept')))
  const change = (k: Kept) => run(async () => { await patch(`/segments/${k.segment_id}`, body); after(k.segment_id, say('kept')) })
  const drop = (k: Kept) => run(async () => { await remove(`/segments/${k.segment_id}`); after('', say('dropped')) })
  const able = fine && !!name.trim() && (!!condition.trim() || ids.length > 0)
  const other = kept && name.trim() !== kept.name
  return (
    <div className="keepsegment">
      <Input aria-label={say('name')} placeholder={say('name')} value={name} maxLength={120} onChange={e => setName(e.target.value)} />
      <Input aria-label={say('note')} placeholder={say('note')} value={note} maxLength={1000} onChange={e => setNote(e.target.value)} />
      <div className="buttons">
        <Checkbox checked={shared} onChange={e => setShared(e.target.checked)}>{say('share')}</Checkbox>
        {kept?.may_change && <Button type="primary" disabled={!able} onClick={() => change(kept)}>{say('keep')}</Button>}
        {(!kept || other) && <Button type={kept ? 'default' : 'primary'} disabled={!able} onClick={add}>{kept ? say('saveAs') : say('save')}</Button>}
        {kept?.may_change && <Popconfirm title={say('dropSure')} okText={say('drop')} onConfirm={() => drop(kept)}><Button type="text" className="bad">{say('drop')}</Button></Popconfirm>}
      </div>
      {!!problem && <Trouble error={problem} />}{toast}
    </div>
  )
}
