import type { Contexte } from '#app/contexte.ts'
import type { EtatDuFormulaire } from '#app/demandes/parcours.ts'
import { NOM_MAX, TYPES_COMPTE } from '#app/organisation/coordonnees-bancaires/champs.ts'
import { choixDePays } from '#ui/textes/pays.ts'
import { Alerte, Champ, Champs, Groupe, Icone, optionsDe } from '#ui/index.ts'

interface Props {
  c: Contexte
  valeurs: Record<string, unknown>
  erreurs: EtatDuFormulaire['erreurs']
  /** Of an account that exists: its number as it is shown, kept when the field is left empty. */
  compte?: string
}

const ORDRE = [
  'nom',
  'type',
  'iban',
  'pays',
  'bban',
  'bic',
  'affactureur',
  'designationAffactureur',
  'identifiantAffactureur',
  'rib',
  'aPartirDu',
]
const ANCRES: Record<string, string> = { nomDuRib: 'rib', affactureur: 'factor' }
/** Where in the form an answer is corrected; the number of an account, in the field of its type. */
export const ancreDe = (champ: string, type: unknown) =>
  champ === 'compte' ? (type === 'IBAN' ? 'iban' : 'bban') : (ANCRES[champ] ?? champ)
/** Where a field stands in the form. */
export const rangDe = (champ: string) => ORDRE.indexOf(champ === 'factor' ? 'affactureur' : champ)
/** What is wrong, in the order of the form; the name is called there as its field is. */
export const dansLOrdre = (c: Contexte, erreurs: EtatDuFormulaire['erreurs']) =>
  erreurs
    .map((e) => (e.champ === 'nom' ? { ...e, message: c.t.champs.erreur(e.code, c.t.coordonnees.nom, String(NOM_MAX)) } : e))
    .toSorted((a, b) => rangDe(a.champ) - rangDe(b.champ))

/** BAN-03: said wherever an account is given or read. */
export const PourInformation = ({ c }: { c: Contexte }) => (
  <Alerte genre="info" titre={c.t.coordonnees.information.titre}>
    <p>{c.t.coordonnees.information.texte}</p>
  </Alerte>
)

/** The fields of BAN-01, for creation and modification; the script fills country and BBAN as the IBAN is typed, the server does it otherwise. */
export function ChampsCompte({ c, valeurs, erreurs, compte }: Props) {
  const { t } = c
  const x = t.coordonnees
  const { libelles } = t.champs
  const texte = (n: string) => (typeof valeurs[n] === 'string' ? (valeurs[n] as string) : '')
  const commun = (nom: keyof typeof x.aides, libelle: string) => ({
    nom,
    libelle,
    aide: x.aides[nom],
    valeur: texte(nom),
    erreur: erreurs.find((e) => e.champ === nom)?.message,
  })
  const numero = { autoComplete: 'off', maxLength: 60, facultatif: Boolean(compte) }
  return (
    <div class={compte ? undefined : 'account'} data-controller="iban" data-action="turbo:morph@document->iban#connect">
      <Groupe titre={x.groupes.compte} premier id="groupe-compte">
        <Champs>
          <Champ {...commun('nom', x.nom)} maxLength={NOM_MAX} />
          <Champ {...commun('type', x.type)} type="radios" valeur={texte('type') || 'IBAN'} options={optionsDe(TYPES_COMPTE, x.types)} />
          <div class="field account__iban">
            <Champ
              {...commun('iban', libelles.iban)}
              {...numero}
              facultatif
              aide={compte ? x.garder(compte) : x.aides.iban}
              attrs={{
                class: 'input input--code input--iban',
                spellcheck: 'false',
                'data-iban-target': 'iban',
                'data-action': 'iban#lire',
                required: undefined,
              }}
            />
            <p class="check-line" role="status" data-iban-target="etat" />
          </div>
          <div class="filled field account__national">
            <p class="filled__from">
              <Icone nom="fleche" /> {x.luDansLIban}
            </p>
            <Champs>
              <Champ
                {...commun('pays', libelles.pays)}
                type="select"
                largeur="w2"
                facultatif
                sansChoix={x.aides.paysVide}
                options={choixDePays(c.langue)}
                attrs={{ 'data-iban-target': 'pays' }}
              />
              <Champ
                {...commun('bban', libelles.bban)}
                {...numero}
                facultatif
                largeur="w4"
                attrs={{ class: 'input input--code', spellcheck: 'false', 'data-iban-target': 'bban' }}
              />
            </Champs>
            <dl class="bban" hidden data-iban-target="parties">
              {x.parties.map((p) => (
                <div key={p}>
                  <dt>{p}</dt>
                  <dd />
                </div>
              ))}
            </dl>
          </div>
          <Champ
            {...commun('bic', libelles.bic)}
            facultatif
            largeur="w3"
            maxLength={20}
            autoComplete="off"
            attrs={{ class: 'input input--code', spellcheck: 'false' }}
          />
        </Champs>
      </Groupe>
      <Groupe titre={libelles.affactureur} id="groupe-affactureur">
        <Champ
          nom="affactureur"
          id="factor"
          type="checkbox"
          libelle={x.affactureur}
          aide={x.aides.affactureur}
          valeur={valeurs.affactureur === true}
          erreur={erreurs.find((e) => e.champ === 'affactureur')?.message}
        />
        <div class="factor mt4">
          <Champs>
            <Champ {...commun('designationAffactureur', libelles.designationAffactureur)} largeur="w3" maxLength={200} />
            <Champ {...commun('identifiantAffactureur', libelles.identifiantAffactureur)} largeur="w3" maxLength={50} />
          </Champs>
        </div>
      </Groupe>
    </div>
  )
}

/** What stands beside the form: where the numbers are read, and the fraud that it is. */
export function AutourDuCompte({ c }: { c: Contexte }) {
  const { fraude, ou } = c.t.coordonnees
  return (
    <>
      <section class="card" aria-labelledby="fraude">
        <h2 id="fraude">{fraude.titre}</h2>
        <p class="small">{fraude.texte}</p>
      </section>
      <section class="card" aria-labelledby="ou">
        <h2 id="ou">{ou.titre}</h2>
        <p class="small muted">{ou.texte}</p>
      </section>
    </>
  )
}
