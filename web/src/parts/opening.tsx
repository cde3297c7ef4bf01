import { createContext, lazy, Suspense, useContext, useState, type ReactNode } from 'react'
import { DrillContext, type Drill } from './drill'

const RowsDrawer = lazy(() => import('./RowsDrawer'))
const OpportunityDrawer = lazy(() => import('./OpportunityDrawer'))
const Open = createContext<(id: string) => void>(() => {})
export const useOpportunity = () => useContext(Open)

/** Opens the rows behind any number and the drawer of any opportunity below it; both are fetched when first wanted. */
export function Opening({ children }: { children: ReactNode }) {
  const [drill, setDrill] = useState<Drill>()
  const [deal, setDeal] = useState<string>()
  const [wanted, setWanted] = useState({ rows: false, deal: false })
  const openRows = (next: Drill) => { setWanted(w => ({ ...w, rows: true })); setDrill(next) }
  const openDeal = (id: string) => { setWanted(w => ({ ...w, deal: true })); setDeal(id) }
  return (
    <DrillContext value={openRows}><Open value={openDeal}>{children}
      <Suspense fallback={null}>
        {wanted.rows && <RowsDrawer drill={drill} close={() => setDrill(undefined)} onDeal={openDeal} />}
        {wanted.deal && <OpportunityDrawer id={deal} close={() => setDeal(undefined)} />}
      </Suspense>
    </Open></DrillContext>
  )
}
