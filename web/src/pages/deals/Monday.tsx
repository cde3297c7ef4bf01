import { ArrowRightOutlined } from '@ant-design/icons'
import { Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { useChoices, useResult, useSession } from '../../client/hooks'
import type { Choice, PageSpec, RowMap, Text } from '../../client/types'
import { useWords } from '../../i18n'
import { Causes, Chance } from '../../parts/deal/Chips'
import { labelOf, shortDay, useSay, WHYS } from '../../parts/deal/say'
import { useOpportunity } from '../../parts/opening'
import { records } from '../../parts/records'
import { Empty, Trouble } from '../../parts/States'
import { Waiting } from '../../parts/Waiting'
import { askedOf, carried, useView } from '../../shell/view'

const STEP = 25

/** The deals of one person that need something this week, most money in the balance first, each with its next step. */
export default function Monday({ page }: { page: PageSpec }) {
  const { show } = useWords()
  const say = useSay()
  const { view, search, change } = useView()
  const [count, setCount] = useState(STEP)
  const kind = WHYS.find(w => w === search.get('kind'))
  const [person] = usePerson()
  const asked = { ...askedOf(view, page.filters), owner: person ? [person] : [] }
  const { data, error, refetch } = useResult('/lists/open_deals', { ...asked, match: kind ? `${kind} = true` : 'needs_action = true', sort: '-at_stake,-amount', size: count })
  if (error) return <Trouble error={error} retry={() => void refetch()} />
  const deals = records(data)
  const left = (data?.total ?? 0) - deals.length
  const words = (name: string) => data?.columns.find(c => c.name === name)?.labels ?? {}
  return (
    <div className="week">
      <div className="bar"><Person /></div>
      <div className="kinds noprint" role="group" aria-label={say('kind')}>{[undefined, ...WHYS].map(w => (
        <button key={w ?? 'all'} type="button" aria-pressed={kind === w} onClick={() => { change({ kind: w ?? '' }); setCount(STEP) }}>{w ? say(`f_${w}`) : say('all')}</button>))}</div>
      {!data ? <Waiting lines={8} /> : !deals.length ? <Empty why={say(kind ? 'fineFilter' : 'fine')}>{!kind && <span>{say('fineText')}</span>}<Link to={`/p/deal_board${carried(search)}`}>{say('board')}</Link></Empty> : <>
        <h2>{data.total === 1 ? say('toDoOne') : say('toDo', { n: show(data.total, { unit: 'count' }) })}</h2>
        <p className="soft small">{say('order')}</p>
        <ol className="todo">{deals.map(deal => <Item key={String(deal.opportunity_id)} deal={deal} currency={data.currency} asOf={data.as_of ?? ''} actions={words('action')} troubles={words('main_rule')} />)}</ol>
        {left > 0 && <button type="button" className="textbutton wide noprint" onClick={() => setCount(c => Math.min(1000, c + STEP))}>{say('more', { n: show(Math.min(left, STEP), { unit: 'count' }) })}</button>}
      </>}
    </div>
  )
}

/** Whose week it is: who is asked for in the address, else one's own; and who there is to choose from. */
function usePerson(): [string, Choice[]] {
  const { view, search } = useView()
  const known = useChoices().data?.owner
  const own = useSession().data?.user.representative_id ?? ''
  const people = Array.isArray(known) ? known : []
  const usual = search.get('who') !== 'all' && people.some(p => p.id === own) ? own : ''
  return [view.picked.owner?.[0] ?? usual, people]
}

/** Whoever sees only one person's deals has nothing to choose. */
function Person() {
  const say = useSay()
  const { change } = useView()
  const [person, people] = usePerson()
  if (people.length < 2) return null
  return <Select aria-label={say('person')} showSearch={{ optionFilterProp: 'label' }} value={person} style={{ minWidth: 200 }} onChange={v => change({ owner: v ? [v] : [], who: v ? '' : 'all' })} options={[{ value: '', label: say('everyone') }, ...people.map(p => ({ value: p.id, label: p.label }))]} />
}

type ItemProps = { deal: RowMap; currency: string; asOf: string; actions: Record<string, Text>; troubles: Record<string, Text> }
function Item({ deal, currency, asOf, actions, troubles }: ItemProps) {
  const { show, language } = useWords()
  const say = useSay()
  const open = useOpportunity()
  const planned = deal.next_step ? String(deal.next_step) : ''
  const advice = deal.action === 'do_step' && planned ? '' : labelOf(actions, deal.action, language)
  const against = deal[`down_${language}`]
  return (
    <li>
      <button type="button" className="todoitem" onClick={() => open(String(deal.opportunity_id))}>
        <span className="todohead"><span className="dealname">{String(deal.name ?? deal.opportunity_id)}</span><b>{show(deal.amount, { unit: 'money' }, currency)}</b></span>
        <span className="todohead soft small"><span className="cut">{[String(deal.name ?? '').startsWith(String(deal.account_name)) ? null : deal.account_name, deal.stage, deal.owner_name].filter(Boolean).join(' · ')}</span><Chance value={deal.probability} /></span>
        <Causes deal={deal} asOf={asOf} trouble={labelOf(troubles, deal.main_rule, language)} />
        {advice && <span className="todonext"><ArrowRightOutlined aria-hidden /><span>{advice}</span></span>}
        {planned && <span className="todonext planned"><span className="soft">{say('planned')}{deal.next_step_on ? ` ${shortDay(deal.next_step_on)}` : ''}</span><span>{planned}</span></span>}
        {against && <span className="small soft">{say('against')}: {String(against)}</span>}
      </button>
    </li>
  )
}
