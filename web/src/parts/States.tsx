import { Button } from 'antd'
import type { ReactNode } from 'react'
import { ApiProblem } from '../client/http'
import type { Text } from '../client/types'
import { useWords } from '../i18n'

/** A problem in the words of the server: what, where, the closest names, the next step. */
export function Trouble({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t, language } = useWords()
  const known = error instanceof ApiProblem ? error : null
  return (
    <div className="problem" role="alert">
      <div>{known ? known.what(language) : `${t('failed')}: ${String(error)}`}</div>
      {known?.problem.where && <div className="small soft">{t('where')}: {known.problem.where}</div>}
      {!!known?.problem.closest?.length && <div className="small">{t('did')}: {known.problem.closest.join(', ')}</div>}
      {known?.next(language) && <div className="small">{t('next')}: {known.next(language)}</div>}
      {retry && <Button size="small" style={{ marginTop: 8 }} onClick={retry}>{t('retry')}</Button>}
    </div>
  )
}

export function Empty({ why, next, children }: { why: Text | string; next?: Text | null; children?: ReactNode }) {
  const { pick } = useWords()
  return <div className="empty"><b>{typeof why === 'string' ? why : pick(why)}</b>{next && <span>{pick(next)}</span>}{children}</div>
}
