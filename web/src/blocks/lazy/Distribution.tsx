import { useMemo } from 'react'
import type { Block } from '../../client/types'
import { useWords } from '../../i18n'
import { shown } from '../../i18n/format'
import { categoryAxis, grid, valueAxis } from '../../charts/axes'
import { LazyChart } from '../../charts/LazyChart'
import type { BlockProps } from '../Block'
import { columnOf, numbersOf, valuesOf } from '../frame'

export function Distribution({ block, data, onReady }: BlockProps) {
  const { low, high, count } = block as Extract<Block, { kind: 'distribution' }>
  const { dark, language, currency, pick } = useWords()
  const option = useMemo(() => {
    const look = { dark, language, currency: data.currency || currency }
    const edge = columnOf(data, low) ?? { unit: 'count' as const }
    const names = valuesOf(data, low).map((v, i) => `${shown(v, edge, language, look.currency)} – ${shown(valuesOf(data, high)[i], edge, language, look.currency)}`)
    return { grid: { ...grid, top: 10 }, xAxis: categoryAxis(look, names), yAxis: valueAxis(look, columnOf(data, count)), series: [{ type: 'bar', data: numbersOf(data, count), barCategoryGap: '6%', itemStyle: { borderRadius: [4, 4, 0, 0] } }] }
  }, [data, dark, language, currency, low, high, count])
  return <LazyChart option={option} height={250} label={pick(block.title)} onReady={onReady} />
}
