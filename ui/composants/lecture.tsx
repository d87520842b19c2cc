import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { useTextes, type Enfant } from '#ui/langue.tsx'

/** The page is seen as somebody else sees it: nothing can be sent from it (PLUS-12). */
export const ContexteLecture = createContext(false)
/** Inside a form that could be sent, of such a page. */
export const ContexteEnvoi = createContext(false)
/** The banner's sentence, which says why to whoever meets a button without effect. */
export const RAISON_LECTURE = 'lecture-seule'

/** What a form that changes something holds: where nothing can be sent, its buttons have no effect, and it says why; `muet`: said beside it. */
export function Envoi({ children, muet }: { children: Enfant; muet?: boolean }) {
  const { t } = useTextes()
  if (!useContext(ContexteLecture)) return <>{children}</>
  return (
    <ContexteEnvoi.Provider value={true}>
      {children}
      {muet ? null : <p class="reason mt3">{t.gouvernance.voirComme.lectureSeule}</p>}
    </ContexteEnvoi.Provider>
  )
}
