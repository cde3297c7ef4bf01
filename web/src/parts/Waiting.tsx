import { useWords } from '../i18n'

/** Grey lines where words will be. */
export function Waiting({ lines = 4 }: { lines?: number }) {
  const { t } = useWords()
  return <div className="waiting" role="status" aria-label={t('loading')}>{Array.from({ length: lines }, (_, i) => <i key={i} style={{ width: `${[42, 96, 88, 64, 92][i % 5]}%` }} />)}</div>
}
