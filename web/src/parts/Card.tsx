import { MoreOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useWords } from '../i18n'
import { Menu, type MenuItem } from './Menu'

export type Export = MenuItem

export function Card({ title, subtitle, exports, extra, children }: { title?: string; subtitle?: string; exports?: Export[]; extra?: ReactNode; children: ReactNode }) {
  const { t } = useWords()
  return (
    <section className="card" aria-label={title || undefined}>
      {(title || extra || !!exports?.length) && (
        <div className="cardhead">
          <div>{title && <h2>{title}</h2>}{subtitle && <p>{subtitle}</p>}</div>
          <div className="noprint cardtools">{extra}{!!exports?.length && <Menu label={t('moreOf', { what: title ?? '' })} items={exports}><MoreOutlined /></Menu>}</div>
        </div>)}
      {children}
    </section>
  )
}
