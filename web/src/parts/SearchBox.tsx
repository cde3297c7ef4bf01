import { SearchOutlined } from '@ant-design/icons'
import { useEffect, useState } from 'react'

/** Asks a moment after the last key, not at every key. */
export function SearchBox({ value = '', label, hint, onSearch }: { value?: string; label: string; hint?: string; onSearch: (words: string) => void }) {
  const [words, setWords] = useState(value)
  useEffect(() => {
    if (words === value) return
    const timer = setTimeout(() => onSearch(words), 250)
    return () => clearTimeout(timer)
  }, [words]) // eslint-disable-line react-hooks/exhaustive-deps -- the words decide; a new callback alone asks nothing
  return <label className="searchbox"><SearchOutlined aria-hidden /><input type="search" aria-label={label} placeholder={hint ?? label} value={words} onChange={e => setWords(e.target.value)} /></label>
}
