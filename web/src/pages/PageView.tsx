import { lazy, Suspense, useCallback, useMemo, useState, type ComponentType } from 'react'
import { Link, useParams } from 'react-router-dom'
import { BlockView } from '../blocks/Block'
import { places } from '../blocks/spans'
import { useGoneSegments, usePage, useSession, type Asked } from '../client/hooks'
import { ApiProblem } from '../client/http'
import type { PageSpec } from '../client/types'
import { useWords } from '../i18n'
import { Empty, Trouble } from '../parts/States'
import { FilterBar } from '../shell/FilterBar'
import { lastDays } from '../shell/periods'
import { askedOf, useView } from '../shell/view'
import { PageHead } from './PageHead'
import { Waiting } from '../parts/Waiting'

const TOOLS: Record<string, ComponentType<{ page: PageSpec }>> = {
  explorer: lazy(() => import('./Explorer')), opportunities: lazy(() => import('./Opportunities')), accounts: lazy(() => import('./Accounts')),
  import: lazy(() => import('./Import')), quality: lazy(() => import('./Quality')), settings: lazy(() => import('./Settings')), glossary: lazy(() => import('./Glossary')), workbench: lazy(() => import('./Workbench')),
  deal_board: lazy(() => import('./deals/Board')), monday: lazy(() => import('./deals/Monday')),
  segment_builder: lazy(() => import('./segments/Builder')), segment_compare: lazy(() => import('./segments/Compare')),
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

/** A page with days of its own asks for the last so many, beside those before them, until somebody chooses others. */
function useAsked(page: PageSpec): Asked {
  const { view } = useView()
  const asOf = useSession().data?.generation?.as_of
  const asked = askedOf(view, page.filters)
  if (!page.days || !asOf) return asked
  const [from, to] = asked.from || asked.to ? [asked.from, asked.to] : lastDays(page.days, asOf)
  return { ...asked, from, to, compare: asked.compare || 'previous' }
}

function Blocks({ page }: { page: PageSpec }) {
  const asked = useAsked(page)
  const { t } = useWords()
  const { view, change } = useView()
  const gone = useGoneSegments(view.segment)
  const [empty, setEmpty] = useState<ReadonlySet<number>>(new Set())
  const noteEmpty = useCallback((number: number, is: boolean) => setEmpty(old => (old.has(number) === is ? old : new Set(is ? [...old, number] : [...old].filter(n => n !== number)))), [])
  const place = useMemo(() => places(page.blocks.map(b => b.span), empty), [page.blocks, empty])
  return (
    <>
      <FilterBar filters={page.filters} usual={page.days ? 'last7' : undefined} against={page.days ? 'previous' : undefined} />
      {gone.length > 0 ? <Empty why={t('segmentGoneText', { name: gone.join(', ') })}><button type="button" className="link" onClick={() => change({ segment: view.segment.filter(word => !gone.includes(word)) })}>{t('segmentTake')}</button></Empty> : <div className="grid">{page.blocks.map((block, number) => (
        <div className="cell" key={number} style={{ gridColumn: `span ${place[number]!.span}`, order: place[number]!.order }}><BlockView pageId={page.id} number={number} block={block} asked={asked} onEmpty={noteEmpty} /></div>))}</div>}
    </>
  )
}
