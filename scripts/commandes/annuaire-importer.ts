import { importerAnnuaire, type BilanAnnuaire } from '#app/organisation/annuaire/importer.ts'
import type { Settings } from '#platform/settings.ts'
import { importerUnFichier, nombre } from './importer.ts'

export const nom = 'annuaire:importer'
export const resume = 'Importe un fichier de l’annuaire des structures publiques (structures ou services, CSV).'
export const options = { '--recommencer': 'seule' } as const
export const aide = `Usage : npm run choral -- annuaire:importer <fichier> [--recommencer]

<fichier>       L’un de ces CSV, reconnu à ses titres :
                structures aux colonnes officielles (TypeIdentifiant;Identifiant;RaisonSociale;…) ;
                services (TypeIdentifiant;Identifiant;CodeService;NomService;…), après leurs structures ;
                structures nommées (identifiant,siren,nom,nature,…) ; identifiants seuls (identifiant).
--recommencer   Relit depuis le début un fichier déjà importé.

L’import avance par lots. Interrompu (Ctrl-C, panne), il reprend où il en était : relancez la même commande.
Une structure dont un gestionnaire s’occupe dans le portail n’est jamais modifiée par un fichier.`

/** INT-04. @throws StartError in one sentence */
export const executer = (args: string[], settings: Settings) => importerUnFichier(nom, args, settings, importerAnnuaire, conclure)

function conclure(b: BilanAnnuaire): string {
  const quoi = b.genre === 'services' ? 'services' : 'structures'
  const e = b.genre === 'services' ? '' : 'e'
  if (b.dejaImporte) return `Ce fichier a déjà été importé (${nombre.format(b.lignes)} lignes). Pour le relire : --recommencer.`
  const autres = [
    b.gerees ? `${nombre.format(b.gerees)} laissé${e}s à qui les gère dans le portail` : '',
    b.ecartees ? `${nombre.format(b.ecartees)} lignes qui ne désignent rien` : '',
  ].filter(Boolean)
  return `${nombre.format(b.lignes)} lignes lues : ${nombre.format(b.creees)} ${quoi} créé${e}s, ${nombre.format(b.modifiees)} modifié${e}s${autres.length ? ` ; ${autres.join(', ')}` : ''}.${b.reprisA ? ` Repris après ${nombre.format(b.reprisA)} lignes.` : ''}`
}
