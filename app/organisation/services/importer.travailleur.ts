// Runs in a thread of its own.
import { workerData } from 'node:worker_threads'
import { travailler, type ALire } from '#app/organisation/imports/travailleur.ts'
import { creerLecteur, lireEntetes } from '#app/organisation/services/importer.colonnes.ts'

const travail = workerData as ALire & { choisie: boolean }
travailler(
  travail,
  (ligne) => lireEntetes(ligne, travail.choisie),
  (ou) => creerLecteur(ou, travail.choisie),
)
