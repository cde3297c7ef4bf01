import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'

export type Tab = { key: string; label: string; children: ReactNode }
type Props = { items: Tab[]; label: string; active?: string; onChange?: (key: string) => void }

/** Tabs that scroll sideways where there is no room: arrows move, only the chosen one is in the tab order. */
export function Tabs({ items, label, active, onChange }: Props) {
  const id = useId()
  const [own, setOwn] = useState<string>()
  const chosen = items.find(item => item.key === (active ?? own)) ?? items[0]
  const choose = (key: string) => { setOwn(key); onChange?.(key) }
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? items.length - 1 : 0
    if (!step || !chosen) return
    event.preventDefault()
    const next = items[(items.indexOf(chosen) + step) % items.length]!
    choose(next.key)
    document.getElementById(`${id}-${next.key}`)?.focus()
  }
  if (!chosen) return null
  return (
    <>
      <div className="tabs" role="tablist" aria-label={label} onKeyDown={move}>{items.map(item => (
        <button key={item.key} type="button" role="tab" id={`${id}-${item.key}`} aria-selected={item === chosen} aria-controls={item === chosen ? `${id}-panel` : undefined} tabIndex={item === chosen ? 0 : -1} onClick={() => choose(item.key)}>{item.label}</button>))}</div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen.key}`}>{chosen.children}</div>
    </>
  )
}
