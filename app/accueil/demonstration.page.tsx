import { cadre } from '#app/cadre.ts'
import { definirPage } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { AdresseElectronique, Alerte, Bouton, Cache, Page, TableSimple } from '#ui/index.ts'

/** Public by nature, and only where invented people live (INT-14). */
const MOT_DE_PASSE_DEMONSTRATION = 'Demonstration-2026!'

/** The accounts to try the portal with; does not exist outside the demonstration. */
export const pageDemonstration = definirPage({
  chemin: '/demonstration',
  acces: 'public',
  async charger(c) {
    if (!c.settings.demonstration) throw refus(c.t, 'introuvable')
  },
  vue(_d, c) {
    const t = c.t.pages.demonstration
    const lignes = t.comptes.map((p) => [
      p.nom,
      p.role,
      <AdresseElectronique valeur={p.adresse} />,
      <span class="nowrap">
        <Bouton genre="second" petit href={`/connexion?compte=${encodeURIComponent(p.adresse)}`}>
          {t.connexion}
          <Cache> ({p.nom})</Cache>
        </Bouton>
      </span>,
    ])
    return (
      <Page c={cadre(c)} titre={t.titre} chapo={t.lead} fil={[{ nom: t.titre }]}>
        <div class="stack">
          <p>
            {t.motDePasse} <code class="nowrap">{MOT_DE_PASSE_DEMONSTRATION}</code>
          </p>
          <TableSimple legende={t.tableau} colonnes={[t.colonnes.qui, t.colonnes.role, t.colonnes.adresse, t.connexion]} lignes={lignes} />
          <Alerte genre="info">{t.attention}</Alerte>
        </div>
      </Page>
    )
  },
})
