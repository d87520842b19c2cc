import type { AFaireLu } from '#app/accueil/a-faire.ts'
import { AUDIENCES, type Audience, type Catalogue } from '#app/accueil/catalogue/index.ts'
import { etatTuile, type Droits } from '#app/accueil/catalogue/tuiles.ts'
import { estAnticipee, retenir } from '#app/accueil/preferences.ts'
import type { Contexte } from '#app/contexte.ts'
import { Etiquette } from '#ui/index.ts'

/** What the home page shows, to a visitor or to a person signed in. */
export interface Accueil {
  profil: Audience
  catalogue: Catalogue
  droits: Droits
  aFaire: AFaireLu | null
}

const estAudience = (v: unknown): v is Audience => (AUDIENCES as readonly unknown[]).includes(v)

/** What was just chosen, else what was chosen here before, else what the person's structures are. */
export function profilDe(c: Contexte, droits: Droits): Audience {
  const choisi = c.url.searchParams.get('profil')
  if (estAudience(choisi)) {
    if (!estAnticipee(c)) retenir(c.reponse, c.settings.PUBLIC_URL, 'choral.profil', choisi)
    return choisi
  }
  const retenu = c.requete.cookies['choral.profil']
  return estAudience(retenu) ? retenu : (droits.audience ?? 'entreprise')
}

export const publics = (c: Contexte, profil: Audience) =>
  AUDIENCES.map((a) => ({ libelle: c.t.accueil.profils[a], href: `/?profil=${a}`, courant: a === profil }))

/** A domain is shown to a kind of entity when it holds something for it. */
export const domainesPour = ({ domaines, applications }: Catalogue, profil: Audience) =>
  domaines.filter((d) => applications.some((a) => a.domaine === d.code && a.audiences.includes(profil)))

/** Links to the most used; one that is not open leads to why, never nowhere. */
export function frequentes(c: Contexte, { applications }: Catalogue, profil: Audience, droits: Droits) {
  const avecEtat = applications.filter((a) => a.miseEnAvant.includes(profil)).map((a) => ({ a, etat: etatTuile(c, a, droits) }))
  return [...avecEtat.filter((x) => x.etat.genre !== 'bientot'), ...avecEtat.filter((x) => x.etat.genre === 'bientot')]
    .slice(0, 6)
    .map(({ a, etat }) => ({
      libelle: a.nom[c.langue],
      href:
        etat.genre === 'ouverte' ? etat.href : etat.genre === 'fermee' && !droits.connecte ? etat.remede.href : `/applications/${a.code}`,
      marque: etat.genre === 'bientot' ? <Etiquette>{c.t.accueil.bientot}</Etiquette> : undefined,
    }))
}
