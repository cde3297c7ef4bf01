import { MoreOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../i18n'

export type Export = { label: string; href?: string; run?: () => void }

export function Card({ title, subtitle, exports, extra, children }: { title?: string; subtitle?: string; exports?: Export[]; extra?: ReactNode; children: ReactNode }) {
  const { t } = useWords()
  return (
    <section className="card" aria-label={title || undefined}>
      {(title || extra || exports?.length) && (
        <div className="cardhead">
          <div>{title && <h2>{title}</h2>}{subtitle && <p>{subtitle}</p>}</div>
          <div className="noprint" style={{ display: 'flex', gap: 4 }}>{extra}
            {!!exports?.length && <Dropdown trigger={['click']} menu={{ items: exports.map(e => ({ key: e.label, label: e.href ? <a href={e.href} download>{e.label}</a> : e.label, onClick: e.run })) }}>
              <Button size="small" type="text" aria-label={t('export')} icon={<MoreOutlined />} /></Dropdown>}
          </div>
        </div>)}
      {children}
    </section>
  )
}
