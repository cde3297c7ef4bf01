import { Select } from 'antd'
import { useId } from 'react'
import type { Setting } from '../../client/types'
import { useWords } from '../../i18n'
import { said } from './settings'

type Props = { setting: Setting; value: number | string; onChange: (value: number | string) => void }

/** One parameter: the browser's own slider, which the keyboard and screen readers know, or a list to choose from. */
export function Knob({ setting, value, onChange }: Props) {
  const { pick, language } = useWords()
  const id = useId()
  const title = pick(setting.title)
  if (typeof value === 'string') {
    if (!setting.choices.length) return null
    return (
      <div className="knob is-choice"><span>{title}</span>
        <Select aria-label={title} size="small" value={value} onChange={onChange} popupMatchSelectWidth={false}
          options={[{ value: '', label: pick(setting.nothing) || '–' }, ...setting.choices.map(v => ({ value: v, label: v }))]} /></div>
    )
  }
  const words = said(setting, value, language)
  const moved = value !== setting.default
  const [low, high] = [setting.low ?? 0, setting.high ?? 1]
  const at = (v: number) => `${((v - low) / (high - low || 1)) * 100}%`
  const from = Math.min(value, Number(setting.default)), to = Math.max(value, Number(setting.default))
  return (
    <div className="knob">
      <label htmlFor={id} title={pick(setting.help)}>{title}</label><output htmlFor={id} className={moved ? 'moved' : 'soft'}>{words}</output>
      <input id={id} type="range" min={low} max={high} step={setting.step ?? 'any'} value={value} aria-valuetext={words} onChange={e => onChange(Number(e.target.value))}
        style={{ '--from': at(from), '--to': at(to) } as React.CSSProperties} onDoubleClick={() => onChange(setting.default)} />
    </div>
  )
}
