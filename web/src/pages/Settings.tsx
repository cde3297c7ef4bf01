import { Tabs } from '../parts/Tabs'
import { useSession } from '../client/hooks'
import type { PageSpec } from '../client/types'
import { useWords } from '../i18n'
import { useView } from '../shell/view'
import { Audit } from './settings/Audit'
import { Generations } from './settings/Generations'
import { Tokens } from './settings/Tokens'
import { Users } from './settings/Users'
import { Views } from './settings/Views'
import { Workspace } from './settings/Workspace'

/** Each part for those who may use it: nobody sees a form that the server would refuse. */
export default function Settings({ page: _page }: { page: PageSpec }) {
  const { t } = useWords()
  const { search, change } = useView()
  const scopes = useSession().data?.user.scopes ?? []
  const may = (scope: string) => scopes.includes('*') || scopes.includes(scope)
  const items = [
    { key: 'workspace', label: t('workspace'), scope: 'users:write', children: <Workspace /> },
    { key: 'users', label: t('users'), scope: 'users:write', children: <Users /> },
    { key: 'tokens', label: t('tokens'), scope: 'tokens:write', children: <Tokens /> },
    { key: 'views', label: t('views'), scope: 'views:write', children: <Views /> },
    { key: 'generations', label: t('generations'), scope: 'build:write', children: <Generations /> },
    { key: 'audit', label: t('audit'), scope: 'users:write', children: <Audit /> },
  ].filter(item => may(item.scope))
  return <Tabs label={t('workspace')} active={search.get('tab') ?? items[0]?.key} onChange={tab => change({ tab })} items={items} />
}
