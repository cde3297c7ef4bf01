import { lazy, Suspense, type ComponentType } from 'react'
import { Link, useParams } from 'react-router-dom'
import { BlockView } from '../blocks/Block'
import { usePage, useSession } from '../client/hooks'
import { ApiProblem } from '../client/http'
import type { PageSpec } from '../client/types'
import { useWords } from '../i18n'
import { Empty, Trouble } from '../parts/States'
import { FilterBar } from '../shell/FilterBar'
import { askedOf, useView } from '../shell/view'
import { PageHead } from './PageHead'
import { Waiting } from '../parts/Waiting'

const TOOLS: Record<string, ComponentType<{ page: PageSpec }>> = {
  explorer: lazy(() => import('./Explorer')), opportunities: lazy(() => import('./Opportunities')), accounts: lazy(() => import('./Accounts')),
  import: lazy(() => import('./Import')), quality: lazy(() => import('./Quality')), settings: lazy(() => import('./Settings')), glossary: lazy(() => import('./Glossary')), workbench: lazy(() => import('./Workbench')),
}
const WITHOUT_DATA = new Set(['import', 'settings', 'glossary'])

export default function PageView() {
  const { id = 'overview' } = useParams()
  const { t } = useWords()
  const session = useSession().data
  const { data: page, error, refetch } = usePage(id)
  if (error instanceof ApiProblem && error.status === 404) return <Empty why={t('notFound')}><Link to="/">{t('backHome')}</Link></Empty>
  if (error) return <Trouble error={error} retry={() => void refetch()} />
  if (!page) return <Waiting />
  const Tool = TOOLS[page.tool]
  const needsData = !session?.generation && !WITHOUT_DATA.has(page.tool)
  return (
    <>
      <PageHead page={page} />
      {needsData ? <Empty why={t('noBuild')}><span>{t('noBuildText')}</span><Link to="/p/import">{t('toImport')}</Link></Empty>
        : Tool ? <Suspense fallback={<Waiting />}><Tool page={page} /></Suspense> : <Blocks key={page.id} page={page} />}
    </>
  )
}

function Blocks({ page }: { page: PageSpec }) {
  const { view } = useView()
  const asked = askedOf(view, page.filters)
  return (
    <>
      <FilterBar filters={page.filters} />
      <div className="grid">{page.blocks.map((block, number) => (
        <div className="cell" key={number} style={{ gridColumn: `span ${block.span}` }}><BlockView pageId={page.id} number={number} block={block} asked={asked} /></div>))}</div>
    </>
  )
}
