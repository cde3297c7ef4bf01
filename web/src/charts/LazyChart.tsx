import { lazy, Suspense } from 'react'
import type { ChartProps } from './Chart'

const Chart = lazy(() => import('./Chart'))

/** Charts arrive after the first page: the card keeps their place. */
export function LazyChart(props: ChartProps) {
  return <Suspense fallback={<div className="chart" style={{ minHeight: props.height }} />}><Chart {...props} /></Suspense>
}
