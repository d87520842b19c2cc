import { readFileSync, writeFileSync } from 'node:fs'
import { exporterCatalogue, importerCatalogue } from '#app/accueil/catalogue/echange.ts'
import { openDatabase } from '#platform/database/open.ts'
import { reasonOf } from '#platform/reasons.ts'
import { StartError, type Settings } from '#platform/settings.ts'
import { fr } from '#ui/textes/index.ts'
import { avecBase } from './base.ts'

const t = fr.catalogue.commande

/** POR-03: the catalogue as a file that the operator edits. */
export const catalogueExporter = {
  nom: 'catalogue:exporter',
  resume: t.exporterResume,
  mots: 1,
  aide: t.exporterAide,
  async executer([fichier]: string[], settings: Settings): Promise<void> {
    const catalogue = await avecBase(settings, (pool) => exporterCatalogue(openDatabase(pool)))
    const json = `${JSON.stringify(catalogue, null, 2)}\n`
    if (!fichier) return void process.stdout.write(json)
    try {
      writeFileSync(fichier, json)
    } catch (cause) {
      throw new StartError(t.inscriptible(fichier, reasonOf(cause)))
    }
    process.stdout.write(`${t.exporte(fichier, catalogue.applications.length)}\n`)
  },
}

export const catalogueImporter = {
  nom: 'catalogue:importer',
  resume: t.importerResume,
  mots: 1,
  aide: t.importerAide,
  async executer([fichier]: string[], settings: Settings): Promise<void> {
    if (!fichier) throw new StartError(t.fichierManquant)
    const brut = lire(fichier)
    const issue = await avecBase(settings, (pool) => importerCatalogue(openDatabase(pool), brut))
    if ('fautes' in issue) throw new StartError(issue.fautes.map((f) => t.invalide(f.ou, f.quoi)).join('\n'))
    process.stdout.write(`${t.importe(issue.domaines, issue.applications)}\n`)
  },
}

function lire(fichier: string): unknown {
  try {
    return JSON.parse(readFileSync(fichier, 'utf8'))
  } catch (cause) {
    throw new StartError(t.illisible(fichier, cause instanceof SyntaxError ? t.pasDuJson : reasonOf(cause)))
  }
}
