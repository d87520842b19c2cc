// Runs in a thread of its own.
import { workerData } from 'node:worker_threads'
import { travailler, type ALire } from '#app/organisation/imports/travailleur.ts'
import { creerLecteur, lireEntetes, type Application } from '#app/organisation/utilisateurs/importer.colonnes.ts'

const travail = workerData as ALire & { applications: Application[] }
travailler(travail, lireEntetes, (ou) => creerLecteur(travail.applications, ou))
