import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useCancel, useJobs, useSession } from '../client/hooks'
import type { Job } from '../client/types'
import { useWords } from '../i18n'

export const doneShare = (job: Job) => {
  const steps = job.steps
  return steps.length ? Math.round((steps.reduce((sum, s) => sum + s.done, 0) / Math.max(steps.length, 8)) * 100) : 0
}

/** What is being computed right now; when it ends, the pages fetch the new generation. */
export function JobStrip() {
  const { t } = useWords()
  const cache = useQueryClient()
  const jobs = useJobs().data ?? []
  const session = useSession().data
  const cancel = useCancel()
  const building = jobs.find(j => j.kind === 'build' || j.kind === 'load')
  const before = useRef<string>(undefined)
  useEffect(() => {
    if (before.current && before.current !== building?.id) void cache.invalidateQueries()
    before.current = building?.id
  }, [building?.id, cache])
  useEffect(() => {
    if (!building) return
    const timer = setInterval(() => void cache.invalidateQueries({ queryKey: ['session'] }), 5000)
    return () => clearInterval(timer)
  }, [building, cache])
  if (!building) return null
  const last = building.steps.at(-1)
  return (
    <div className="strip" role="status">
      <div className="progress" role="progressbar" aria-label={t('building')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={doneShare(building)}><i style={{ width: `${doneShare(building)}%` }} /></div>
      <span>{building.kind === 'load' ? t('loading_now') : session?.generation?.stage === 'metrics' ? t('modelsRunning') : t('building')}{last ? ` · ${last.step}` : ''}</span>
      {session?.user.scopes?.some(s => s === '*' || s === 'build:write') && <Button size="small" type="text" onClick={() => cancel.mutate(building.id)}>{t('cancel')}</Button>}
    </div>
  )
}
