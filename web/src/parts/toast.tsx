import { useEffect, useState } from 'react'

/** A word that something is done; it is read out and goes by itself. */
export function useToast(): [(text: string) => void, React.ReactNode] {
  const [text, setText] = useState('')
  useEffect(() => {
    if (!text) return
    const timer = setTimeout(() => setText(''), 2200)
    return () => clearTimeout(timer)
  }, [text])
  return [setText, <div key="toast" className="toast" role="status" aria-live="polite" data-shown={!!text}>{text}</div>]
}
