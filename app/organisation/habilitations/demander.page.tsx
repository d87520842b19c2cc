import { z } from 'zod'
import { cadre } from '#app/cadre.ts'
import { PiedDuFormulaire } from '#app/demandes/verification.tsx'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { definirParcours, type ContexteDuParcours } from '#app/demandes/parcours.ts'
import { blocsDesLignes, erreursDesBlocs, lignesDesBlocs, lireBlocs, revientSelon } from '#app/organisation/habilitations/blocs.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { filDe, lignesDuBrouillon, PROFIL, profilDe, uuidDe } from '#app/organisation/habilitations/cadre.tsx'
import { pourLaStructure } from '#app/organisation/structures/fil.ts'
import { DatesDeLigne, GrilleDeProfils } from '#app/organisation/habilitations/champs.tsx'
import { demanderHabilitation } from '#app/organisation/habilitations/demander.ts'
import { lireMesStructures, type MaStructure } from '#app/organisation/habilitations/mes.ts'
import { Verification } from '#app/organisation/habilitations/verification.tsx'
import { RefusAvecRemede } from '#app/organisation/structures/refus.page.tsx'
import { refus, type Demande } from '#demandes/index.ts'
import { Champ, Champs, Formulaire, Page, Resume } from '#ui/index.ts'
import { jourIso } from '#ui/textes/format.ts'

interface Donnees {
  structure: MaStructure
  unNiveau: string[]
  renoncer: string | null
  service: string | null
}

async function charger(c: ContexteDuParcours): Promise<Donnees> {
  const gardee = (await lignesDuBrouillon(c))[0] as
    | { structure?: string; service?: string | null; profil?: string; renoncer?: boolean }
    | undefined
  const voulue = uuidDe(c, 'structure') ?? gardee?.structure ?? c.structureActive?.id ?? null
  const { structures, unNiveau } = await lireMesStructures(c.db, c.utilisateur.id, voulue)
  const structure = structures.find((s) => s.id === voulue) ?? (voulue ? undefined : structures[0])
  if (!structure) throw refus(c.t, 'introuvable')
  const renoncer = c.url.searchParams.get('renoncer') ?? (gardee?.renoncer ? (gardee.profil ?? null) : null)
  return {
    structure,
    unNiveau,
    renoncer: renoncer && PROFIL.test(renoncer) ? renoncer : null,
    service: uuidDe(c, 'service') ?? gardee?.service ?? null,
  }
}

/** The period of the address, where one asks again: a start that has passed is no start any more; an end that has is for the person to say anew. */
function periodeDe(c: ContexteDuParcours) {
  const jour = (nom: string) => z.iso.date().safeParse(c.url.searchParams.get(nom)).data ?? ''
  const debut = jour('debut')
  return {
    debut: debut > jourIso(c.heure) ? debut : '',
    fin: jour('fin'),
    revenir: revientSelon(c.url.searchParams.get('ensuite') ?? undefined),
  }
}

/** HAB-06: profiles asked for, or one given up, with a comment; the gestionnaire principal decides. */
export const parcoursDemander = definirParcours<Donnees>({
  chemin: `${GERER}/mes/demander`,
  definition: demanderHabilitation as unknown as Demande,
  charger,
  structureDe: () => null,
  adapter: (champs, _saisie, { structure, renoncer, service }) => ({
    lignes: renoncer
      ? [{ structure: structure.id, service, profil: renoncer, renoncer: true }]
      : lignesDesBlocs(
          lireBlocs((nom) => champs.get(nom) ?? []),
          structure.id,
        ),
    commentaire: champs.get('commentaire')?.[0] ?? null,
  }),
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} titre="demander" />,

  formulaire: (c, { structure, unNiveau, renoncer, service }, etat) => {
    const x = c.t.habilitations
    const { blocs, rangs } = blocsDesLignes((etat.saisie?.lignes as Parameters<typeof blocsDesLignes>[0] | undefined) ?? [])
    const erreurs = erreursDesBlocs(c.t, etat.erreurs, rangs)
    const erreur = (nom: string) => erreurs.find((e) => e.champ === nom)?.message
    const voulus = etat.saisie ? [] : c.url.searchParams.getAll('profil').filter((v) => PROFIL.test(v))
    const bloc = {
      ...blocs[0]!,
      ...(etat.saisie ? {} : periodeDe(c)),
      service: blocs[0]!.service || (service ?? ''),
      ...(voulus.length ? { profils: voulus } : {}),
    }
    const titre = renoncer ? x.demander.titreRenoncer : x.demander.titre
    const suite = new URLSearchParams({
      structure: structure.id,
      ...(renoncer ? { renoncer } : {}),
      ...(renoncer && service ? { service } : {}),
    })
    return (
      <Page
        c={cadre(c)}
        titre={titre}
        pour={pourLaStructure(c, structure)}
        fil={[...filDe(c, titre, false).slice(0, -1), { nom: x.mes.titre, href: `${GERER}/mes` }, { nom: titre }]}
        etapes={{ liste: x.demander.etapes, courante: 0 }}
        {...fautesDe(c, erreurs, etat.refus)}
        aide="/documentation/organisation/utilisateurs/gerer-mes-habilitations"
      >
        <div class="narrow">
          <Formulaire action={`${GERER}/mes/demander?${suite}`} class="stack">
            <RefusAvecRemede refus={etat.refus} />
            <input type="hidden" name="_cle" value={etat.cle} />
            {renoncer ? (
              <div id="profil.0" tabindex={-1}>
                <Resume
                  lignes={[
                    { cle: x.demander.renoncer, valeur: profilDe(c, renoncer.split('.')[0]!, renoncer.endsWith('modification') ? 2 : 1) },
                    { cle: x.demander.service, valeur: structure.services.find((s) => s.id === service)?.nom ?? x.touteLaStructure },
                  ]}
                />
              </div>
            ) : (
              <Champs>
                <Champ
                  nom="service.0"
                  type="select"
                  largeur="w3"
                  libelle={x.demander.service}
                  valeur={bloc.service}
                  erreur={erreur('service.0')}
                  sansChoix={structure.entiere ? x.touteLaStructure : undefined}
                  options={structure.services.map((s) => ({ valeur: s.id, libelle: s.nom }))}
                />
                <GrilleDeProfils c={c} rang={0} profils={bloc.profils} erreur={erreur('profil.0')} octroi unNiveau={unNiveau} />
                <DatesDeLigne c={c} rang={0} bloc={bloc} erreurs={erreurs} />
              </Champs>
            )}
            <Champ
              nom="commentaire"
              type="textarea"
              libelle={x.demander.commentaire}
              facultatif
              aide={x.demander.commentaireAide}
              valeur={String((etat.saisie ? etat.saisie.commentaire : c.url.searchParams.get('commentaire')) ?? '').slice(0, 500)}
              erreur={erreur('commentaire')}
              maxLength={500}
            />
            <PiedDuFormulaire c={c} verifier={x.ajouter.verifier} retour={`${GERER}/mes`} note={x.ajouter.note} />
          </Formulaire>
        </div>
      </Page>
    )
  },
})
