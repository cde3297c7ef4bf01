import { useEffect, useRef, useState } from 'react'
import type { Block, Setting } from '../../client/types'
import { useWords } from '../../i18n'
import { Card } from '../../parts/Card'
import { useView } from '../../shell/view'
import { FilledBlock, type BlockProps } from '../Block'
import { Knob } from './Knob'
import { groups, written, type Group } from './settings'

const PAUSE = 120
/** So long after the last movement the address changes, and with it what is shown. */

/** What if: parameters on the left, what follows from them on the right; the address holds them. */
export function Sliders({ block, data, pageId, number, asked }: BlockProps) {
  const { results, title, subtitle } = block as Extract<Block, { kind: 'sliders' }>
  const { t, pick } = useWords()
  const settings = data.settings ?? []
  const { value, move, reset, moved } = useHeld(settings)
  const parts = (data.parts ?? []).map((part, at) => ({ part, spec: results[at]!, at }))
  const [told, rest] = [parts.filter(p => p.spec.kind === 'headline'), parts.filter(p => p.spec.kind !== 'headline')]
  const shown = ({ part, spec, at }: (typeof parts)[number]) => <FilledBlock key={at} block={spec} data={part} pageId={pageId} number={number} asked={asked} part={at} />
  const open = settings.filter(s => !s.folded), folded = settings.filter(s => s.folded)
  return (
    <div className="whatif">
      <div className="whatiftold" role="status">{told.map(shown)}</div>
      <Card title={pick(title)} subtitle={pick(subtitle)} extra={<button type="button" className="textbutton" disabled={!moved} onClick={reset}>{t('reset')}</button>}>
        <div className="knobs">{groups(open).map(group => <Grouped key={group.key} group={group} value={value} move={move} />)}</div>
        {folded.length > 0 && <details className="method"><summary>{t('furtherAssumptions')}</summary>{folded.map(s => <Knob key={s.param} setting={s} value={value(s)} onChange={v => move(s, v)} />)}</details>}
      </Card>
      <div className="whatifshown">{rest.map(shown)}</div>
    </div>
  )
}

/** The sliders of one driver with what they rest on: the data, or a belief. */
function Grouped({ group, value, move }: { group: Group; value: (s: Setting) => number | string; move: (s: Setting, v: number | string) => void }) {
  const { t, pick } = useWords()
  return (
    <div className="knobgroup">
      {group.settings.map(s => <Knob key={s.param} setting={s} value={value(s)} onChange={v => move(s, v)} />)}
      {group.words && <p className="small soft">{group.learnt !== null && <span className={`tag ${group.learnt ? 'is-good' : 'is-warn'}`}>{t(group.learnt ? 'fromData' : 'assumed')}</span>} {pick(group.words)}</p>}
    </div>
  )
}

/** Values under the finger, which the address follows a moment later. */
function useHeld(settings: Setting[]) {
  const { search, change } = useView()
  const [held, setHeld] = useState<Record<string, number | string>>({})
  const waiting = useRef<Record<string, string>>({})
  const timer = useRef(0)
  const inAddress = (s: Setting) => { const text = search.get(s.param); return text === null || text === '' ? s.default : typeof s.default === 'number' ? Number(text) : text }
  const value = (s: Setting) => held[s.param] ?? inAddress(s)
  const write = () => { window.clearTimeout(timer.current); change(waiting.current); waiting.current = {} }
  const move = (s: Setting, to: number | string) => {
    setHeld(now => ({ ...now, [s.param]: to }))
    waiting.current[s.param] = written(s, to)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(write, typeof to === 'string' ? 0 : PAUSE)
  }
  const reset = () => { setHeld({}); waiting.current = Object.fromEntries(settings.map(s => [s.param, ''])); write() }
  useEffect(() => { if (!Object.keys(waiting.current).length) setHeld({}) }, [search])
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return { value, move, reset, moved: settings.some(s => value(s) !== s.default) }
}
