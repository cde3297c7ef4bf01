import type { PageSpec } from '../client/types'
import { List } from './List'

export default function AccountsPage({ page }: { page: PageSpec }) {
  return <List page={page} path="/accounts" hidden={['account_id', 'owner', 'team', 'open_count']} />
}
