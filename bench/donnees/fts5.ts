import { DatabaseSync } from 'node:sqlite'
import type { StructureInventee } from './structures.ts'

const plier = (t: string) =>
  t
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

/** The peer: SQLite FTS5 with its trigram tokenizer, the same folded texts, ranked by bm25. */
export function ouvrirFts5(fichier: string) {
  const base = new DatabaseSync(fichier)
  base.exec(`pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -262144; pragma mmap_size = 1073741824;
    create table structure (id integer primary key, nom text, ville text, identifiant text);
    create virtual table f using fts5(texte, tokenize = 'trigram', content = '')`)
  const ligne = base.prepare('insert into structure values (?, ?, ?, ?)')
  const texte = base.prepare('insert into f (rowid, texte) values (?, ?)')
  const trouver = base.prepare(
    'select s.nom, s.ville, s.identifiant from f join structure s on s.id = f.rowid where f match ? order by rank limit 10',
  )
  return {
    charger(structures: Iterable<StructureInventee>) {
      base.exec('begin')
      let id = 0
      for (const s of structures) {
        ligne.run(++id, s.raisonSociale, s.ville, s.identifiant)
        texte.run(id, plier(`${s.raisonSociale} ${s.ville} ${s.codePostal} ${s.identifiant}`))
      }
      base.exec('commit')
    },
    /** All words (fast, forgives nothing) or any trigram (its only way to forgive an error). */
    chercher(saisie: string, comment: 'mots' | 'trigrammes') {
      const serre = /^[\d ]+$/.test(saisie) ? saisie.replaceAll(' ', '') : plier(saisie)
      const mots = serre.split(' ').filter((m) => m.length >= 3)
      if (!mots.length) return []
      const termes = comment === 'mots' ? mots : mots.flatMap((m) => Array.from({ length: m.length - 2 }, (_, i) => m.slice(i, i + 3)))
      return trouver.all(termes.map((m) => `"${m}"`).join(comment === 'mots' ? ' AND ' : ' OR ')) as {
        nom: string
        ville: string
        identifiant: string
      }[]
    },
    fermer: () => base.close(),
  }
}
