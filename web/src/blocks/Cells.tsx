import type { Block, Value } from '../client/types'
import { useWords } from '../i18n'
import { asNumber } from '../i18n/format'
import { wordWidth } from '../charts/axes'
import type { BlockProps } from './Block'
import { columnOf, valuesOf } from './frame'

/** A grid of values by two categories: matrix and cohort. The number stands in the cell, so colour never says it alone. */
export function Cells({ block, data }: BlockProps) {
  const spec = block as Extract<Block, { kind: 'matrix' | 'cohort' }>
  const { t, show, pick } = useWords()
  const [xName, yName, value, shade] = spec.kind === 'matrix' ? [spec.x, spec.y, spec.value, spec.shade || spec.value] : [spec.column, spec.row, spec.value, spec.value]
  const [xs, ys, values, shades] = [valuesOf(data, xName), valuesOf(data, yName), valuesOf(data, value), valuesOf(data, shade)]
  const order = (list: Value[], name: string) => {
    const codes = Object.keys(columnOf(data, name)?.labels ?? {}) // the order in which a column of codes declares its words
    return [...new Set(list)].sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : codes.indexOf(String(a)) - codes.indexOf(String(b))))
  }
  const [across, down] = [order(xs, xName), order(ys, yName)]
  if (spec.kind === 'matrix' && down.every(v => typeof v === 'number')) down.reverse()
  const most = Math.max(1e-9, ...shades.map(v => asNumber(v) ?? 0))
  const cell = (x: Value, y: Value) => xs.findIndex((v, i) => v === x && ys[i] === y)
  const corner = `${pick(columnOf(data, yName)?.title)} \\ ${pick(columnOf(data, xName)?.title)}`
  const word = (name: string, v: Value) => show(v, columnOf(data, name) ?? { unit: 'text' })
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={`${t('table')}: ${pick(block.title)}`}>
      <table className="cells">
        <thead><tr><td className="small soft" style={{ minWidth: Math.min(innerWidth > 760 ? 112 : 64, 20 + wordWidth(corner)) }}>{corner}</td>{across.map(x => <th key={String(x)} scope="col">{word(xName, x)}</th>)}</tr></thead>
        <tbody>{down.map(y => (
          <tr key={String(y)}><th scope="row">{word(yName, y)}</th>{across.map(x => {
            const i = cell(x, y)
            const strength = i < 0 ? 0 : Math.sqrt(Math.max(0, asNumber(shades[i]) ?? 0) / most) * 34
            return <td key={String(x)} style={{ background: i < 0 ? undefined : `color-mix(in srgb, var(--accent) ${Math.max(6, strength)}%, var(--card))` }}>{i < 0 ? '' : show(values[i], columnOf(data, value) ?? { unit: 'count' }, data.currency)}</td>
          })}</tr>))}</tbody>
      </table>
    </div>
  )
}
