// What the script adds to pages that already work without it.
import { Application } from '@hotwired/stimulus'
import '@hotwired/turbo'
import { chargerAPart } from '#ui/client/a-part.ts'
import { CONTROLEURS } from '#ui/client/controleurs/index.ts'
import { copierSansEspaces } from '#ui/client/copie.ts'
import { ouvrirDialogues } from '#ui/client/dialogues.ts'
import { envoyerParEntree } from '#ui/client/entree.ts'
import { empecherDoubleEnvoi } from '#ui/client/envoi.ts'
import { suivreLesEtats } from '#ui/client/etats.ts'
import { garderLesAncres, placerLeFocus } from '#ui/client/focus.ts'
import { fermerLesMenus } from '#ui/client/menus.ts'
import { garderLaSaisie } from '#ui/client/morph.ts'
import { ecouterLesRaccourcis } from '#ui/client/raccourcis.ts'
import { revenirAuBrouillon } from '#ui/client/retour.ts'
import { annoncerLaDeconnexion } from '#ui/client/session.ts'

const application = Application.start()
for (const [nom, controleur] of Object.entries(CONTROLEURS)) application.register(nom, controleur)
chargerAPart(application)

placerLeFocus()
garderLesAncres()
fermerLesMenus()
ouvrirDialogues()
empecherDoubleEnvoi()
envoyerParEntree()
copierSansEspaces()
garderLaSaisie()
annoncerLaDeconnexion()
revenirAuBrouillon()
suivreLesEtats()
ecouterLesRaccourcis()
