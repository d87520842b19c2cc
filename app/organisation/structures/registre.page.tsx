import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { grouper } from '#app/organisation/structures/identifiants/index.ts'
import { refusDuRegistre } from '#app/organisation/structures/registre.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import type { ReponseRegistre } from '#app/organisation/sirene/index.ts'
import { Remede, RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import { Etiquette, Icone } from '#ui/index.ts'
import { quand } from '#ui/textes/format.ts'

/** What the register said, from which source and when; closed, unknown or out of reach in words, with what to do. */
export function BlocRegistre({
  c,
  reponse,
  siret,
  entete,
  sansRemede,
  ditAilleurs,
  suite,
}: {
  c: Contexte
  reponse: ReponseRegistre
  siret: string
  entete: { fort: string; texte?: string }
  sansRemede?: boolean
  /** The field says already that the establishment is closed, or unknown. */
  ditAilleurs?: boolean
  suite?: (siret: string) => string
}): JSX.Element {
  const x = c.t.structures.registre
  const motif = refusDuRegistre(c.t, reponse, siret, suite)?.probleme ?? null
  if (!('etablissement' in reponse)) {
    // Where nothing is typed, nothing is kept.
    const sansSaisie = sansRemede && motif && reponse.etat === 'injoignable'
    const dit = sansSaisie ? { ...motif, remede: c.t.structures.insee.injoignable(reponse.cause) } : motif
    return (
      <RefusAvecRemede
        refus={dit}
        {...(ditAilleurs && motif?.champs ? { titre: c.t.structures.creer.quoiFaire } : {})}
        avis={ditAilleurs || reponse.etat === 'injoignable'}
      />
    )
  }
  const { etablissement: e, source, consulteLe } = reponse
  const nom = e.raisonSociale ?? (e.nom || e.prenom ? `${e.prenom ?? ''} ${e.nom ?? ''}`.trim() : null)
  const adresse = [e.adresse, [e.codePostal, e.ville].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  const nonDit = <span class="muted">{x.nonDit}</span>
  return (
    <div class={motif ? 'register register--closed' : 'register'} id="registre">
      {motif ? (
        <p class="register__head">
          <Icone nom="erreur" /> <b>{ditAilleurs ? entete.fort : motif.detail}</b>
        </p>
      ) : (
        <p class="register__head">
          <Icone nom="coche" />{' '}
          <span>
            <b>{entete.fort}</b> {entete.texte}
          </span>
        </p>
      )}
      <dl>
        <div>
          <dt>{e.nom || e.prenom ? x.nom : c.t.champs.libelles.raisonSociale}</dt>
          <dd>{nom ?? nonDit}</dd>
        </div>
        <div>
          <dt>{x.etat}</dt>
          <dd>
            {motif ? (
              <Etiquette genre="err" icone="croix">
                {x.ferme_}
              </Etiquette>
            ) : (
              <Etiquette genre="ok" icone="coche">
                {x.ouvert}
              </Etiquette>
            )}{' '}
            {depuis(c, motif ? e.dateFermeture : e.dateCreation)}
          </dd>
        </div>
        <div>
          <dt>{x.adresse}</dt>
          <dd>{adresse || nonDit}</dd>
        </div>
        <div>
          <dt>{c.t.champs.libelles.categorieJuridique}</dt>
          <dd>{e.categorieJuridique ? afficher(c.t, c.langue, 'categorieJuridique', e.categorieJuridique) : nonDit}</dd>
        </div>
      </dl>
      <p class="small muted">
        {x.reponse(x.sources[source] ?? source, quand(consulteLe, c.heure, c.langue))} {reponse.secours ? x.secours : null}
      </p>
      {motif && !sansRemede ? <Remede remede={motif.remede} /> : null}
    </div>
  )
}

const depuis = (c: Contexte, le: string | null) => (le ? c.t.structures.registre.depuis(le) : null)

/** The head office or the successor, when it is another establishment than this one. */
export const autreEtablissement = (r: ReponseRegistre): { genre: 'siege' | 'successeur'; siret: string } | null => {
  if (!('etablissement' in r)) return null
  const { successeur, siret, siretSiege, estSiege } = r.etablissement
  if (successeur) return { genre: 'successeur', siret: grouper('SIRET', successeur) }
  return !estSiege && siretSiege && siretSiege !== siret ? { genre: 'siege', siret: grouper('SIRET', siretSiege) } : null
}
