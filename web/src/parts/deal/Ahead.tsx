import type { RowMap } from '../../client/types'
import { useWords } from '../../i18n'
import { asNumber, periodWord } from '../../i18n/format'
import { ArrowRightOutlined } from '@ant-design/icons'
import { Causes } from './Chips'
import { shortDay, useSay } from './say'

/** What an open deal calls for now: why, what to do, and what was planned. */
export function Now({ now, asOf }: { now: RowMap; asOf: string }) {
  const { language } = useWords()
  const say = useSay()
  const planned = now.next_step ? String(now.next_step) : ''
  const advice = now.action === 'do_step' && planned ? '' : String(now[`action_${language}`] ?? '')
  if (!now.needs_action && !planned) return <p className="nowbox soft">{say('onTrack')}</p>
  return (
    <div className="nowbox">
      <Causes deal={now} asOf={asOf} trouble={String(now[`main_rule_${language}`] ?? '')} />
      {advice && <span className="todonext"><ArrowRightOutlined aria-hidden /><span>{advice}</span></span>}
      {planned && <span className="todonext planned"><span className="soft">{say('planned')}{now.next_step_on ? ` ${shortDay(now.next_step_on)}` : ''}</span><span>{planned}</span></span>}
    </div>
  )
}

/** So many months that what comes later is less than half a point; it is added to the last. */
export function shownMonths(chances: number[]): number {
  let rest = chances.reduce((a, b) => a + b, 0)
  const enough = chances.findIndex(chance => { rest -= chance; return rest < 0.005 })
  return enough < 0 ? chances.length : Math.min(chances.length, enough + 2)
}

/** When it may be won: one bar a month, together the win probability; the last holds all that comes later. */
export function Closing({ months, score }: { months: RowMap[]; score: RowMap | null }) {
  const { show, language } = useWords()
  const say = useSay()
  const all = months.map(m => asNumber(m.p_won) ?? 0)
  const count = shownMonths(all)
  const chances = [...all.slice(0, count - 1), all.slice(count - 1).reduce((a, b) => a + b, 0)]
  const most = Math.max(0.001, ...chances)
  const said = (i: number) => { const word = periodWord(months[i]!.month, language); return i === count - 1 ? say('later', { month: word }) : word }
  const day = (name: string) => String(score?.[name] ?? '')
  return (
    <>
      <h3>{say('when')}</h3>
      <p className="soft small">{say('whenText')}{day('close_likely') && ` · ${say('likely', { day: day('close_likely') })}`}{day('close_early') && day('close_late') && ` · ${say('ifWon', { early: day('close_early'), late: day('close_late') })}`}</p>
      <ul className="closing">{months.slice(0, count).map((m, i) => (
        <li key={String(m.month)}><span className="small soft">{said(i)}</span><i aria-hidden><b style={{ width: `${(chances[i]! / most) * 100}%` }} /></i><span className="small">{show(chances[i]!, { unit: 'probability' })}</span></li>))}</ul>
    </>
  )
}

/** How long it stood in each stage, as one bar. */
export function Stay({ stages }: { stages: RowMap[] }) {
  const { show } = useWords()
  const say = useSay()
  const days = stages.map(s => Math.max(0, asNumber(s.days) ?? 0))
  if (days.every(d => d === 0)) return null
  return (
    <>
      <h3>{say('stay')}</h3>
      <ol className="stay">{stages.map((s, i) => <li key={String(s.stage)} style={{ flexGrow: Math.max(1, days[i]!) }}><i aria-hidden /><span className="cut" title={String(s.stage ?? '–')}>{String(s.stage ?? '–')}</span><b>{show(days[i]!, { unit: 'days' })}</b></li>)}</ol>
    </>
  )
}
