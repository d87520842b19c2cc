import type { Contexte } from '#app/contexte.ts'
import { nomDansLaLangue } from '#app/support/tickets/emetteur/liste.page.tsx'
import type { Ticket } from '#app/support/tickets/lire.ts'
import { Carte, Identifiant, Resume } from '#ui/index.ts'
import { dateHeure } from '#ui/textes/format.ts'

/** What a ticket is about, who writes and who answers. */
export function ACote({ c, t }: { c: Contexte; t: Ticket }) {
  const x = c.t.tickets
  return (
    <>
      <Carte titre={x.detail.generales}>
        <Resume
          serre
          lignes={[
            { cle: x.cree, valeur: dateHeure(t.creeLe, c.langue) },
            { cle: x.categorie, valeur: nomDansLaLangue(c, t.categorie) },
            { cle: x.sousCategorie, valeur: nomDansLaLangue(c, t.sousCategorie) },
            ...(t.typeObjet
              ? [
                  { cle: x.formulaire.typeObjet, valeur: x.typesObjet[t.typeObjet] ?? t.typeObjet },
                  { cle: x.formulaire.numeroObjet, valeur: t.numeroObjet },
                ]
              : []),
            { cle: x.detail.emisPar, valeur: `${t.auteurNom.prenom} ${t.auteurNom.nom}` },
            ...(t.structure ? [{ cle: x.structure, valeur: t.structure.raisonSociale }] : []),
            ...(t.service ? [{ cle: x.service, valeur: `${t.service.code} — ${t.service.nom}` }] : []),
            ...(t.satisfaction
              ? [
                  {
                    cle: c.t.emission.satisfaction.donnee,
                    valeur: (
                      <>
                        {c.t.emission.satisfaction.sur5(t.satisfaction)}
                        {t.satisfactionTexte ? (
                          <>
                            <br />
                            {t.satisfactionTexte}
                          </>
                        ) : null}
                      </>
                    ),
                  },
                ]
              : []),
            {
              cle: x.detail.contact,
              valeur: (
                <>
                  {t.courriel}
                  {t.telephone ? (
                    <>
                      <br />
                      {t.telephone}
                    </>
                  ) : null}
                </>
              ),
            },
          ]}
        />
      </Carte>
      <Carte titre={x.destinataire}>
        <Resume
          serre
          lignes={
            t.destinataire
              ? [
                  { cle: x.detail.designation, valeur: t.destinataire.raisonSociale },
                  { cle: x.detail.identifiant, valeur: <Identifiant valeur={t.destinataire.identifiant} /> },
                  ...(t.destinataireService
                    ? [{ cle: x.service, valeur: `${t.destinataireService.code} — ${t.destinataireService.nom}` }]
                    : []),
                ]
              : [{ cle: x.detail.designation, valeur: x.supportDuPortail }]
          }
        />
      </Carte>
    </>
  )
}
