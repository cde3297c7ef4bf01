import { LogoutOutlined, MenuOutlined, MoonOutlined, StarOutlined, SunOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { Link, NavLink, useLocation, useNavigate } from 'react-router-dom'
import { useCatalogue, useSession } from '../client/hooks'
import { remove } from '../client/http'
import type { Language, PageHead } from '../client/types'
import { useWords, type Key } from '../i18n'
import { Menu } from '../parts/Menu'
import { icon } from './Icons'
import { JobStrip } from './JobStrip'
import { carried } from './view'

const Drawer = lazy(() => import('antd/es/drawer'))

export const pathOf = (page: PageHead) => (page.id === 'overview' ? '/' : `/p/${page.id}`)

function Pages({ onGo }: { onGo?: () => void }) {
  const { t, pick } = useWords()
  const pages = useCatalogue().data?.pages ?? []
  const { search } = useLocation()
  const sections = [...new Set(pages.map(p => p.section))]
  return (
    <nav className="menu" aria-label={t('menu')}>
      {sections.map(section => (
        <div key={section}>
          <h4>{t(`section_${section}` as Key)}</h4>
          {pages.filter(p => p.section === section).map(p => (
            <NavLink key={p.id} to={pathOf(p) + carried(new URLSearchParams(search))} end onClick={onGo}>{icon(p.icon)}<span>{pick(p.title)}</span></NavLink>
          ))}
        </div>
      ))}
    </nav>
  )
}

function Brand() {
  const { t } = useWords()
  return <Link to="/" className="brand"><img src="/sail.svg" width={30} height={30} alt="" />{t('brand')}</Link>
}

export function Shell({ children }: { children: ReactNode }) {
  const { t, language, setLanguage, dark, setDark } = useWords()
  const session = useSession().data
  const [open, setOpen] = useState(false)
  const [wanted, setWanted] = useState(false)
  const go = useNavigate()
  const leave = async () => { await remove('/session'); location.assign('/') }
  return (
    <div className="shell">
      <a className="skip" href="#content">{t('skip')}</a>
      <aside className="side"><Brand /><Pages /></aside>
      <div>
        <header className="top">
          <Button className="burger" type="text" aria-label={t('menu')} icon={<MenuOutlined />} onClick={() => { setWanted(true); setOpen(true) }} />
          <div className="grow"><JobStrip /></div>
          {session?.generation && <span className="soft small when">{t('asOf', { day: session.generation.as_of })}</span>}
          <Segmented size="small" aria-label={t('language')} value={language} onChange={v => setLanguage(v as Language)} options={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'EN' }]} />
          <Button type="text" shape="circle" aria-label={t('theme')} icon={dark ? <SunOutlined /> : <MoonOutlined />} onClick={() => setDark(!dark)} />
          <Menu round label={session?.user.name ?? t('name')} items={[
            { icon: <StarOutlined />, label: t('views'), run: () => void go('/p/settings?tab=views') },
            { icon: <LogoutOutlined />, label: t('signOut'), run: () => void leave() }]}><span className="avatar" aria-hidden>{session?.user.name.slice(0, 1).toUpperCase()}</span></Menu>
        </header>
        <main className="main" id="content">{children}</main>
      </div>
      {wanted && <Suspense fallback={null}><Drawer open={open} onClose={() => setOpen(false)} placement="left" size={260} title={<Brand />}><Pages onGo={() => setOpen(false)} /></Drawer></Suspense>}
    </div>
  )
}
