import type { PageSpec } from '../client/types'
import { List } from './List'

export default function AccountsPage({ page }: { page: PageSpec }) {
  return <List page={page} path="/accounts" first={['name', 'segment', 'net_revenue', 'orders', 'last_order_on', 'open_amount', 'owner_name']} hidden={['account_id', 'owner', 'team', 'open_count']} />
}
