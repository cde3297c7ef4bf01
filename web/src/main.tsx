import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { lazy, StrictMode, Suspense, useEffect, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter, Route, Routes } from 'react-router-dom'
import { pageQuery, useSession } from './client/hooks'
import { ApiProblem } from './client/http'
import type { Language } from './client/types'
import { PrefsContext } from './i18n'
import { Opening } from './parts/opening'
import { Trouble } from './parts/States'
import { Shell } from './shell/Shell'
import './theme/app.css'
import { usePrinting } from './theme/printing'
import { antTheme } from './theme/tokens'
import { Waiting } from './parts/Waiting'

const Gate = lazy(() => import('./shell/Gate'))
const firstPage = import('./pages/PageView') // asked for beside the session, not after it
const PageView = lazy(() => firstPage)
const Account = lazy(() => import('./pages/Account'))
const client = new QueryClient({
  defaultOptions: { queries: { staleTime: 60_000, refetchOnWindowFocus: false, retry: (times, error) => !(error instanceof ApiProblem && error.status < 500) && times < 2 } },
})

// The page of the address is asked for at once, beside the session and the code that draws it.
const asked = location.pathname === '/' ? 'overview' : /^\/p\/([^/]+)$/.exec(location.pathname)?.[1]
if (asked) void client.prefetchQuery(pageQuery(decodeURIComponent(asked)))

function Prefs() {
  const [language, setLanguage] = useState<Language>(document.documentElement.lang.startsWith('zh') ? 'zh' : 'en')
  const [chosen, setDark] = useState(document.documentElement.dataset.theme === 'dark')
  const printing = usePrinting()
  const dark = chosen && !printing
  const currency = useSession().data?.base_currency ?? 'CNY'
  useEffect(() => {
    localStorage.setItem('foresail.language', language)
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    document.title = language === 'zh' ? '前帆' : 'Foresail'
  }, [language])
  useEffect(() => {
    localStorage.setItem('foresail.theme', chosen ? 'dark' : 'light')
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  }, [chosen, dark])
  const prefs = useMemo(() => ({ language, dark, currency, setLanguage, setDark }), [language, dark, currency])
  return (
    <PrefsContext value={prefs}>
      <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={antTheme(dark)}><Inside /></ConfigProvider>
    </PrefsContext>
  )
}

function Inside() {
  const session = useSession()
  if (location.pathname === '/setup' && location.hash.length > 1) return <Suspense fallback={null}><Gate setup /></Suspense>
  if (session.error instanceof ApiProblem && session.error.status === 401) return <Suspense fallback={null}><Gate setup={false} /></Suspense>
  if (session.error && !session.data) return <main className="gate"><Trouble error={session.error} retry={() => void session.refetch()} /></main>
  if (!session.data) return <main className="gate"><div style={{ width: 320 }}><Waiting /></div></main>
  return (
    <Opening><Shell>
      <Suspense fallback={<Waiting />}>
        <Routes>
          <Route path="/" element={<PageView />} />
          <Route path="/setup" element={<PageView />} />
          <Route path="/p/:id" element={<PageView />} />
          <Route path="/accounts/:id" element={<Account />} />
          <Route path="*" element={<PageView />} />
        </Routes>
      </Suspense>
    </Shell></Opening>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode><QueryClientProvider client={client}><BrowserRouter><Prefs /></BrowserRouter></QueryClientProvider></StrictMode>,
)
