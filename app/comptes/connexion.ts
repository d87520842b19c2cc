import type { Contexte } from '#app/contexte.ts'
import { Refus } from '#platform/http/problem.ts'
import { limiter } from '#platform/limiter.ts'
import { textes } from '#ui/textes/index.ts'
import { appareilConnu, retenirAppareil } from './appareil.ts'
import { appeler, type Appelant } from './appel.ts'
import { authLocale } from './auth.ts'
import { FILE_BLOCAGES } from './courriels/travaux.ts'
import { blocageDe, noterEchec, oublierEchecs, reseauDe, type Blocage } from './tentatives.ts'

export type Connexion = { etat: 'ouverte'; utilisateur: string } | { etat: 'code' }

// Tries are judged a few at a time, so that a burst cannot pass before its failures are counted.
const aLaFois = limiter(3)

/**
 * Signs in with a canonical address and a password; the session's cookies are put on the answer.
 * @throws Refus 401 `identifiants-refuses`, the same for an unknown address; 429 `essais-bloques` with the seconds to wait (CPT-02)
 */
export const seConnecter = (c: Appelant, adresse: string, motDePasse: string): Promise<Connexion> =>
  aLaFois(async () => {
    const cles = await clesDe(c, adresse)
    await refuserSiBloque(c, cles, adresse)
    const { corps, statut, ouvre } = await appeler(c, await authLocale(c), '/sign-in/email', { email: adresse, password: motDePasse })
    if (statut >= 500) throw new Error(`sign-in answered ${statut}`)
    if (statut !== 200) {
      await compterEchec(c, cles, adresse)
      throw new Refus({ status: 401, code: 'identifiants-refuses', detail: textes.fr.comptes.connexion.refus })
    }
    await oublierEchecs(c.db, cles)
    if (corps.twoFactorRedirect || !ouvre) return { etat: 'code' }
    const utilisateur = (corps.user as { id: string }).id
    retenirAppareil(c, utilisateur)
    return { etat: 'ouverte', utilisateur }
  })

/** The counters a try is held to: a browser where this account signed in has its own, out of strangers' reach. */
async function clesDe(c: Appelant, adresse: string): Promise<string[]> {
  const compte = await c.db.selectFrom('utilisateur').select('id').where('adresseElectronique', '=', adresse).executeTakeFirst()
  const connu = appareilConnu(c)
  return connu && connu.utilisateur === compte?.id
    ? [`appareil:${connu.appareil}`]
    : [`compte:${adresse}`, `reseau:connexions:${reseauDe(c.requete.ip)}`]
}

/** Refuses while a lock holds; knocking during the slow phase counts, so that it leads to the lock. */
export async function refuserSiBloque(c: Appelant, cles: string[], adresse?: string): Promise<void> {
  const blocage = await blocageDe(c.db, cles)
  if (!blocage) return
  await compterEchec(c, cles, adresse)
  throw refusBlocage((await blocageDe(c.db, cles)) ?? blocage)
}

export const refusBlocage = ({ bloqueJusque, secondes }: Blocage) =>
  new Refus({
    status: 429,
    code: 'essais-bloques',
    detail: textes.fr.comptes.connexion.bloque(bloqueJusque, secondes),
    reessayerDans: secondes,
    plus: { bloqueJusque: bloqueJusque.toISOString() },
  })

export async function compterEchec(c: Appelant, cles: string[], adresse?: string): Promise<void> {
  const aPrevenir = await noterEchec(c.db, cles, c.settings.LIMITE_PAR_MINUTE)
  if (!aPrevenir || !adresse) return
  const blocage = await blocageDe(c.db, cles)
  // Whether the address has an owner to tell is found out in the background.
  await c.jobs.send(c.db, FILE_BLOCAGES, {
    id: `blocage:${crypto.randomUUID()}`,
    adresse,
    jusque: (blocage?.bloqueJusque ?? new Date()).toISOString(),
  })
}

/** The same refusal in the reader's language. */
export function refusDuRefus(c: Pick<Contexte, 't'>, refus: Refus): { statut: number; message: string; secondes?: number } {
  const { status, code, reessayerDans, plus, detail } = refus.probleme
  const t = c.t.comptes.connexion
  if (code === 'essais-bloques')
    return { statut: status, message: t.bloque(new Date(String(plus?.bloqueJusque)), reessayerDans ?? 1), secondes: reessayerDans }
  return {
    statut: status,
    message: code === 'identifiants-refuses' ? t.refus : detail || ((c.t.erreurs.parCode as Record<string, string>)[code] ?? t.refus),
  }
}
