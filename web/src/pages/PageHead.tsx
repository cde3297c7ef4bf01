import { FileTextOutlined, LinkOutlined, PrinterOutlined, StarOutlined } from '@ant-design/icons'
import { lazy, Suspense, useState } from 'react'
import { useSession } from '../client/hooks'
import { address, post } from '../client/http'
import type { PageSpec } from '../client/types'
import { useWords } from '../i18n'
import { Menu } from '../parts/Menu'
import { useToast } from '../parts/toast'

const WriteBack = lazy(() => import('./WriteBack'))

/** Title and question of a page; its address can be copied or kept, the page printed, the weekly review taken along. */
export function PageHead({ page }: { page: PageSpec }) {
  const { t, pick, language } = useWords()
  const [say, place] = useToast()
  const [keeping, setKeeping] = useState(false)
  const session = useSession().data
  const may = (scope: string) => session?.user.scopes?.some(s => s === '*' || s === scope)
  const copy = () => void navigator.clipboard.writeText(location.href).then(() => say(t('copied')))
  const report = (['html', 'xlsx', 'pdf'] as const).map(format => ({ label: `${page.section === 'overview' ? t('report') : pick(page.title)} · ${format.toUpperCase()}`, href: address('/reports/weekly', { language, format, page: page.section === 'overview' ? null : page.id }) }))
  return (
    <div className="head">
      <div><h1>{pick(page.title)}</h1><p>{pick(page.question)}{session?.generation && <span className="phone"> · {t('asOf', { day: session.generation.as_of })}</span>}</p></div>
      <div className="noprint cardtools">
        {(page.section === 'overview' || page.days > 0) && may('reports:read') && session?.generation && <Menu label={t('report')} items={report}><FileTextOutlined /></Menu>}
        {page.id === 'pipeline.win_probability' && may('rows:export') && session?.generation && <Suspense fallback={null}><WriteBack /></Suspense>}
        {may('views:write') && <button type="button" className="iconbutton" aria-label={t('keepView')} title={t('keepView')} aria-expanded={keeping} onClick={() => setKeeping(!keeping)}><StarOutlined /></button>}
        <button type="button" className="iconbutton" aria-label={t('share')} title={t('share')} onClick={copy}><LinkOutlined /></button>
        <button type="button" className="iconbutton" aria-label={t('print')} title={t('print')} onClick={() => print()}><PrinterOutlined /></button>
      </div>
      {keeping && <Keep usual={pick(page.title)} onDone={() => { setKeeping(false); say(t('viewKept')) }} />}{place}
    </div>
  )
}

/** Keeps the address with all that is chosen, under a name. */
function Keep({ usual, onDone }: { usual: string; onDone: () => void }) {
  const { t } = useWords()
  const [name, setName] = useState(usual)
  const keep = async () => { await post('/views', { name, address: location.pathname + location.search }); onDone() }
  return (
    <form className="keep" onSubmit={e => { e.preventDefault(); if (name.trim()) void keep() }}>
      <label className="searchbox"><input autoFocus aria-label={t('viewName')} value={name} maxLength={120} onChange={e => setName(e.target.value)} /></label>
      <button type="submit" className="textbutton">{t('saveView')}</button>
    </form>
  )
}
