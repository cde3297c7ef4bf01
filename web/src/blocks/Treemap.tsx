import type { Block } from '../client/types'
import { useWords } from '../i18n'
import { asNumber } from '../i18n/format'
import { chartRoom, wordWidth } from '../charts/axes'
import type { BlockProps } from './Block'
import { columnOf, numbersOf, valuesOf } from './frame'
import { tiles, type Tile } from '../charts/tiles'

/** Tiles by size. Every tile says its numbers, so neither area nor colour says anything alone; what is too small is listed below. */
export function Treemap({ block, data }: BlockProps) {
  const { label, size, count, shade } = block as Extract<Block, { kind: 'treemap' }>
  const { show, pick } = useWords()
  const shades = shade ? numbersOf(data, shade) : []
  const [least, most] = [Math.min(...shades.map(v => v ?? 0), 0), Math.max(...shades.map(v => v ?? 0), 1e-9)]
  const say = (name: string, i: number) => (name ? show(valuesOf(data, name)[i] ?? null, columnOf(data, name) ?? { unit: 'text' }, data.currency) : '')
  const placed = tiles(numbersOf(data, size))
  const title = (i: number) => [label, size, count, shade].filter(Boolean).map(n => `${n === label ? '' : `${pick(columnOf(data, n)?.title)}: `}${say(n, i)}`).join('\n')
  const room = chartRoom(block.span) / 100
  const told = (i: number) => [say(label, i), say(size, i), count ? `${pick(columnOf(data, count)?.title)} ${say(count, i)}` : '']
  const fits = (t: Tile, words: string) => wordWidth(words) * 1.08 + 26 <= t.w * room
  // what fits in a box of 300 pixels
  const lines = (t: Tile) => { const [name, much, many] = told(t.i); return t.h < 14 || !fits(t, name!) ? 0 : t.h < 19 || !fits(t, much!) ? 1 : t.h < 25 || !fits(t, many!) ? 2 : 3 }
  const small = valuesOf(data, label).map((_, i) => i).filter(i => !placed.some(t => t.i === i && lines(t) > 1) && (asNumber(valuesOf(data, count || size)[i]) ?? 0) !== 0)
  return (
    <div>
      <ul className="tiles" aria-label={pick(block.title)}>
        {placed.map(t => (
          <li key={t.i} title={title(t.i)} style={{ left: `${t.x}%`, top: `${t.y}%`, width: `${t.w}%`, height: `${t.h}%`, background: `color-mix(in srgb, var(--accent) ${shade ? 8 + 40 * ((shades[t.i] ?? 0) - least) / (most - least) : 22}%, var(--card))` }}>
            {lines(t) > 0 && <><b>{say(label, t.i)}</b>{lines(t) > 1 && <span>{say(size, t.i)}</span>}{count && lines(t) > 2 && <span>{told(t.i)[2]}</span>}</>}
          </li>))}
      </ul>
      {small.length > 0 && <p className="small soft">{small.map(i => `${say(label, i)} ${say(size, i)}`).join(' · ')}</p>}
    </div>
  )
}
