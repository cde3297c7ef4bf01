import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** True while the page goes to paper: it is then drawn light and without animation, before the printer looks. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const before = () => { document.documentElement.dataset.printing = 'yes'; flushSync(() => setPrinting(true)) }
    const after = () => { delete document.documentElement.dataset.printing; setPrinting(false) }
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => { removeEventListener('beforeprint', before); removeEventListener('afterprint', after) }
  }, [])
  return printing
}
