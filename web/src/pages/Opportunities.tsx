import type { PageSpec } from '../client/types'
import { useWords } from '../i18n'
import { useOpportunity } from '../parts/opening'
import { List } from './List'

export default function OpportunitiesPage({ page }: { page: PageSpec }) {
  const { t } = useWords()
  const open = useOpportunity()
  const tabs = { name: 'outcome', usual: 'open', options: (['open', 'won', 'lost', 'all'] as const).map(v => ({ value: v, label: t(v) })) }
  return <List page={page} path="/opportunities" tabs={tabs} onOpen={open} first={['name', 'stage', 'amount', 'win_probability', 'expected_close_on', 'account_name', 'owner_name', 'last_activity_on']} hidden={['opportunity_id', 'account_id', 'owner', 'team', 'product', 'pipeline', 'outcome']} />
}
