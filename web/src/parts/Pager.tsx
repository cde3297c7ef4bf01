import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useWords } from '../i18n'

/** 1 … 4 [5] 6 … 12 */
export function pages(page: number, last: number): (number | '…')[] {
  const near = [1, page - 1, page, page + 1, last].filter(n => n >= 1 && n <= last)
  const kept = [...new Set(near)].sort((a, b) => a - b)
  return kept.flatMap((n, i) => { const gap = i ? n - kept[i - 1]! : 1; return gap === 2 ? [n - 1, n] : gap > 2 ? ['…' as const, n] : [n] })
}

export function Pager({ label, page, size, total, onPage }: { label?: string; page: number; size: number; total: number; onPage: (page: number) => void }) {
  const { t, show } = useWords()
  const last = Math.max(1, Math.ceil(total / size))
  return (
    <nav className="pager noprint" aria-label={label ? `${t('pages')}: ${label}` : t('pages')}>
      <span className="soft small">{t('total', { n: show(total, { unit: 'count' }) })}</span>
      {last > 1 && <>
        <button type="button" aria-label={t('pageBefore')} disabled={page <= 1} onClick={() => onPage(page - 1)}><LeftOutlined /></button>
        {pages(page, last).map((n, i) => n === '…' ? <span key={`gap${i}`} className="soft">…</span> : <button key={n} type="button" aria-current={n === page ? 'page' : undefined} onClick={() => onPage(n)}>{n}</button>)}
        <button type="button" aria-label={t('pageNext')} disabled={page >= last} onClick={() => onPage(page + 1)}><RightOutlined /></button></>}
    </nav>
  )
}
