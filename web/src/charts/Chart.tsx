import { useEffect, useRef } from 'react'
import { useWords } from '../i18n'
import { COLOURS, FONT, SERIES } from '../theme/tokens'
import { draw, type Drawing, type Option } from './echarts'

export type ChartProps = { option: Option; height: number; label: string; onPick?: (index: number) => void; onReady?: (d: Drawing) => void }

/** A drawing with a name for screen readers; it follows its card's width and the theme. */
export default function Chart({ option, height, label, onPick, onReady }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const drawing = useRef<Drawing>(null)
  const pick = useRef(onPick)
  pick.current = onPick
  const { dark } = useWords()
  useEffect(() => {
    const made = drawing.current = draw(place.current!)
    made.on('click', (event: { dataIndex?: number }) => { if (event.dataIndex !== undefined) pick.current?.(event.dataIndex) })
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(place.current!)
    onReady?.(made)
    return () => { watch.disconnect(); made.dispose() }
  }, []) // eslint-disable-line react-hooks/exhaustive-deps -- made once, changed by the effect below
  useEffect(() => {
    const c = COLOURS[dark ? 'dark' : 'light']
    drawing.current?.setOption({
      aria: { enabled: true }, animation: document.documentElement.dataset.printing === undefined, animationDuration: 300, color: [...SERIES[dark ? 'dark' : 'light']], textStyle: { fontFamily: FONT, color: c.soft },
      tooltip: { trigger: 'axis', confine: true, backgroundColor: c.raised, borderColor: c.line, textStyle: { color: c.ink, fontSize: 12.5 } }, ...option,
    }, { notMerge: true })
  }, [option, dark])
  return <div ref={place} role="img" aria-label={label} className="chart" style={{ minHeight: height, maxHeight: Math.max(height * 1.8, 560), cursor: onPick ? 'pointer' : undefined }} />
}
