import { champDe, ChampMarkdown } from '#app/communication/apercu.tsx'
import { lireActualite, SUJETS } from '#app/communication/actualites/lire.ts'
import {
  CHAMPS_ACTUALITE,
  CHAPO_MAX,
  lireSaisieActualite,
  publierActualite,
  TEXTE_MAX,
  TITRE_MAX,
} from '#app/communication/actualites/publier.ts'
import { Ecrire, Relire } from '#app/communication/etapes.tsx'
import { definirPublication, type EtatDePublication } from '#app/communication/publication.ts'
import { momentLocal, VERSION } from '#app/communication/saisie.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { exigerOperateur, filDExploitation } from '#app/exploitation/acces.ts'
import { Champ, Champs, Groupe, optionsDe } from '#ui/index.ts'
import { dateHeure } from '#ui/textes/format.ts'

export const ACTUALITES = '/exploitation/actualites'
const AIDE = '/documentation/communication/publier'

const titreDe = (c: ContexteDuParcours, etat: EtatDePublication) =>
  etat.id ? c.t.communication.actualites.modifier : c.t.communication.actualites.creer
const fil = (c: ContexteDuParcours, etat: EtatDePublication) =>
  filDExploitation(c, { nom: c.t.communication.actualites.titre, href: ACTUALITES }, { nom: titreDe(c, etat) })

/** An article: written, seen as it will be read, out at once or at its date (COM-02). */
export const { page: pageRedigerActualite, action: actionRedigerActualite } = definirPublication({
  chemin: `${ACTUALITES}/rediger`,
  type: 'actualite',
  champs: CHAMPS_ACTUALITE,
  exiger: exigerOperateur,
  reprendre: async (c, id) => {
    const a = await lireActualite(c.db, id, true)
    return (
      a && {
        sujet: a.sujet,
        titre: a.titre,
        chapo: a.chapo,
        texte: a.texte,
        titreEn: a.titreEn ?? '',
        chapoEn: a.chapoEn ?? '',
        texteEn: a.texteEn ?? '',
        publieLe: momentLocal(a.publieLe),
        [VERSION]: a.modifieLe.toISOString(),
      }
    )
  },
  juger: async (c, saisie) => lireSaisieActualite(c, saisie).erreurs,
  publier: async (c, cle, saisie, id) =>
    `${ACTUALITES}?fait=${(await publierActualite(c, cle, saisie, id)) && (id ? 'modifiee' : 'publiee')}`,
  modifie: `${ACTUALITES}?fait=modifiee`,
  formulaire: (c, etat) => {
    const x = c.t.communication.actualites
    const y = c.t.communication
    const champ = champDe(etat)
    return (
      <Ecrire c={c} titre={titreDe(c, etat)} fil={fil(c, etat)} aide={AIDE} etat={etat} retour={ACTUALITES}>
        <Champs>
          <Champ
            {...champ('sujet')}
            type="select"
            largeur="w3"
            libelle={x.sujet}
            sansChoix={x.choisissez}
            options={optionsDe(SUJETS, x.sujets)}
          />
          <Champ {...champ('publieLe')} type="datetime-local" facultatif largeur="w3" libelle={x.publieLe} aide={x.publieLeAide} />
        </Champs>
        <Groupe titre={y.enFrancais}>
          <Champs>
            <Champ {...champ('titre')} libelle={x.titreChamp} maxLength={TITRE_MAX} />
            <Champ {...champ('chapo')} type="textarea" libelle={x.chapoChamp} aide={x.chapoAide} maxLength={CHAPO_MAX} />
            <ChampMarkdown {...champ('texte')} libelle={y.texte} aide={y.markdown} maxLength={TEXTE_MAX} />
          </Champs>
        </Groupe>
        <Groupe titre={y.enAnglais}>
          <Champs>
            <Champ {...champ('titreEn')} facultatif libelle={y.titreEn} maxLength={TITRE_MAX} />
            <Champ {...champ('chapoEn')} type="textarea" facultatif libelle={x.chapoEn} maxLength={CHAPO_MAX} />
            <ChampMarkdown {...champ('texteEn')} facultatif libelle={y.texteEn} maxLength={TEXTE_MAX} />
          </Champs>
        </Groupe>
      </Ecrire>
    )
  },
  verification: (c, etat) => {
    const x = c.t.communication.actualites
    const y = c.t.communication
    const { v } = lireSaisieActualite(c, etat.saisie)
    return (
      <Relire
        c={c}
        titre={y.verifier}
        fil={fil(c, etat)}
        aide={AIDE}
        etat={etat}
        lignes={[
          { cle: x.sujet, valeur: x.sujets[v.sujet!] },
          { cle: x.publieLe, valeur: v.publieLe ? dateHeure(v.publieLe, c.langue) : y.incidents.toutDeSuite },
        ]}
        v={v}
        bouton={v.publieLe && v.publieLe > c.heure ? x.programmer : y.publier}
      />
    )
  },
})
