import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'

export type MenuItem = { label: string; icon?: ReactNode; href?: string; run?: () => void }

/** A button with a short list of actions: arrows move, Escape closes, a click elsewhere closes. */
export function Menu({ label, items, children, round }: { label: string; items: MenuItem[]; children: ReactNode; round?: boolean }) {
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => {
    if (!open) return
    place.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
    const away = (event: PointerEvent) => { if (!place.current?.contains(event.target as Node)) setOpen(false) }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [open])
  const close = () => { setOpen(false); place.current?.querySelector<HTMLElement>('button')?.focus() }
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    const all = [...(place.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
    const at = all.indexOf(document.activeElement as HTMLElement)
    all[(at + (event.key === 'ArrowDown' ? 1 : all.length - 1)) % all.length]?.focus()
  }
  return (
    <div className="popmenu" ref={place} onKeyDown={move}>
      <button type="button" className={round ? 'iconbutton round' : 'iconbutton'} aria-label={label} aria-haspopup="menu" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>{children}</button>
      {open && <div role="menu" id={id} aria-label={label}>{items.map(item => item.href
        ? <a key={item.label} role="menuitem" href={item.href} download onClick={close}>{item.icon}{item.label}</a>
        : <button key={item.label} type="button" role="menuitem" onClick={() => { close(); item.run?.() }}>{item.icon}{item.label}</button>)}</div>}
    </div>
  )
}
