import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { grouper } from '#app/organisation/structures/identifiants/index.ts'
import { refusDuRegistre } from '#app/organisation/structures/registre.ts'
import { libelleCategorieJuridique, type ReponseRegistre } from '#app/organisation/sirene/index.ts'
import { Alerte, Bouton, Etiquette, Icone } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

/** What the register said, from which source and when; closed, unknown or out of reach in words, with what to do. */
export function BlocRegistre({ c, reponse, siret, entete }: { c: Contexte; reponse: ReponseRegistre; siret: string; entete?: { fort: string; texte?: string } }): JSX.Element {
  const x = c.t.structures.registre
  if (!('etablissement' in reponse)) return <Refuse c={c} reponse={reponse} siret={siret} />
  const { etablissement: e, source, consulteLe } = reponse
  const nom = e.raisonSociale ?? (e.nom || e.prenom ? `${e.prenom ?? ''} ${e.nom ?? ''}`.trim() : null)
  const adresse = [e.adresse, [e.codePostal, e.ville].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  const nonDit = <span class="muted">{x.nonDit}</span>
  const libelle = libelleCategorieJuridique(e.categorieJuridique)
  return (
    <>
      {reponse.etat === 'ferme' ? <Refuse c={c} reponse={reponse} siret={siret} /> : null}
      <div class={reponse.etat === 'ferme' ? 'register register--closed mt4' : 'register mt4'} id="registre">
        {reponse.etat === 'ouvert' && entete ? <p class="register__head"><Icone nom="coche" /> <span><b>{entete.fort}</b> {entete.texte}</span></p> : null}
        <dl>
          <div><dt>{c.t.champs.libelles.raisonSociale}</dt><dd>{nom ?? nonDit}</dd></div>
          <div><dt>{x.etat}</dt><dd>{reponse.etat === 'ouvert' ? <Etiquette genre="ok" icone="coche">{x.ouvert}</Etiquette> : <Etiquette genre="err" icone="croix">{x.ferme_}</Etiquette>} {depuis(c, reponse.etat === 'ouvert' ? e.dateCreation : e.dateFermeture)}</dd></div>
          <div><dt>{x.adresse}</dt><dd>{adresse || nonDit}</dd></div>
          <div><dt>{c.t.champs.libelles.categorieJuridique}</dt><dd>{e.categorieJuridique ? `${e.categorieJuridique}${libelle ? `, ${libelle}` : ''}` : nonDit}</dd></div>
        </dl>
        <p class="small muted">{x.reponse(x.sources[source] ?? source, quand(consulteLe, c.heure, c.langue))} {'secours' in reponse && reponse.secours ? x.secours : null}</p>
      </div>
    </>
  )
}

const depuis = (c: Contexte, le: string | null) => (le ? c.t.structures.registre.depuis(le) : null)

function Refuse({ c, reponse, siret }: { c: Contexte; reponse: ReponseRegistre; siret: string }) {
  const motif = refusDuRegistre(c.t, reponse, siret)
  if (!motif) return null
  const { detail, remede } = motif.probleme
  return (
    <Alerte genre={reponse.etat === 'injoignable' ? 'warn' : 'err'} titre={detail}>
      {typeof remede === 'string' ? <p>{remede}</p> : remede ? <p><Bouton genre="second" petit href={remede.href}>{remede.libelle}</Bouton></p> : null}
    </Alerte>
  )
}

/** The head office or the successor, when it is another establishment than this one. */
export const autreEtablissement = (r: ReponseRegistre): { genre: 'siege' | 'successeur'; siret: string } | null => {
  if (!('etablissement' in r)) return null
  const { successeur, siret, siretSiege, estSiege } = r.etablissement
  if (successeur) return { genre: 'successeur', siret: grouper('SIRET', successeur) }
  return !estSiege && siretSiege && siretSiege !== siret ? { genre: 'siege', siret: grouper('SIRET', siretSiege) } : null
}
