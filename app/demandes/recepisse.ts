import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Contexte } from '#app/contexte.ts'
import { decrire } from '#app/demandes/decrire.ts'
import { quiAnnule } from '#app/demandes/etapes.ts'
import { ouDe } from '#app/demandes/ou.ts'
import { dansLOrdre } from '#app/demandes/ordre.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import type { RecuVisible } from '#demandes/index.ts'
import { dateHeure } from '#ui/textes/format.ts'
import { libelleDuChamp } from '#demandes/validation.ts'

const fonte = (nom: string) =>
  join(
    dirname(createRequire(import.meta.url).resolve('@fontsource/atkinson-hyperlegible-next/package.json')),
    'files',
    `atkinson-hyperlegible-next-latin-${nom}-normal.woff`,
  )
// The font's latin file lacks the narrow no-break space that French typography and Intl use.
const imprimable = (texte: string) => texte.replaceAll('\u202F', '\u00A0')

/** The receipt to keep, as a tagged PDF: what was asked, by whom, when it holds. */
export async function recepisse(c: Contexte, d: RecuVisible): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit')
  const { t } = c
  const x = t.demandes.recu
  const doc = new PDFDocument({
    size: 'A4',
    margin: 64,
    pdfVersion: '1.7',
    tagged: true,
    lang: c.langue === 'fr' ? 'fr-FR' : 'en-GB',
    displayTitle: true,
    info: { Title: `${d.numero}`, Creator: 'Choral' },
  })
  doc.registerFont('texte', fonte('400')).registerFont('gras', fonte('700'))
  const morceaux: Buffer[] = []
  doc.on('data', (m: Buffer) => morceaux.push(m))
  const fini = new Promise<Buffer>((resolve) => doc.on('end', () => resolve(Buffer.concat(morceaux))))
  const ajouter = (genre: 'H1' | 'H2' | 'P', police: string, taille: number, texte: string) =>
    doc.addStructure(
      doc.struct(genre, {}, () => {
        doc
          .font(police)
          .fontSize(taille)
          .text(imprimable(texte))
          .moveDown(genre === 'P' ? 0.35 : 0.6)
      }),
    )
  const ligne = (cle: string, valeur: string) => ajouter('P', 'texte', 11, `${cle}${t.commun.deuxPoints}${valeur}`)

  ajouter('P', 'gras', 12, 'Choral')
  ajouter('H1', 'gras', 20, `${t.demandes.phrases[d.type] ?? d.type}, ${d.numero}`)
  if (d.nomObjet) ligne(x.objets[d.type.split('.')[0]!] ?? d.type, d.nomObjet)
  const ou = ouDe(t, d)
  if (d.structure && ou)
    ligne(
      x.structure,
      ou === nomDe(d.structure) ? `${ou} (${grouper(d.structure.typeIdentifiant as TypeIdentifiant, d.structure.identifiant)})` : ou,
    )
  ligne(x.auteur, `${d.auteur.prenom} ${d.auteur.nom}`)
  ligne(x.creeLe, dateHeure(d.creeLe, c.langue))
  ligne(x.etat, t.demandes.etats[d.etat] ?? d.etat)
  if (d.effetLe) ligne(d.etat === 'effective' ? x.priseEffet : x.prendEffet, dateHeure(d.effetLe, c.langue))
  if (d.etat === 'annulee' && d.termineeLe) ligne(x.annulation, `${x.annuleePar(quiAnnule(t, d))}, ${dateHeure(d.termineeLe, c.langue)}`)
  if (d.motif) ligne(x.motif, d.motif)
  const p = d.approbation
  if (p?.decideePar)
    ligne(
      t.approbations.recu.decidee,
      `${(p.etat === 'approuvee' ? t.approbations.une.approuvee : t.approbations.une.refusee)(t.approbations.une.enQualite(`${p.decideePar.prenom} ${p.decideePar.nom}`, p.qualite ?? ''))}${p.decideeLe ? `, ${dateHeure(p.decideeLe, c.langue)}` : ''}`,
    )
  else if (p?.etat === 'demandee') ligne(t.approbations.recu.quiDecide, p.decideurs.map((q) => `${q.prenom} ${q.nom}`).join(', '))
  const changements = decrire(t, c.langue, d)
  const champs = dansLOrdre(t, Object.keys(d.avant ?? d.saisie)).filter(
    (n) => (typeof d.saisie[n] !== 'object' || d.saisie[n] === null) && !(changements.length && n !== 'commentaire'),
  )
  if (champs.length || changements.length) ajouter('H2', 'gras', 14, x.details)
  for (const ch of changements) ajouter('P', 'texte', 11, ch.qui ? `${ch.qui}${t.commun.deuxPoints}${ch.texte}` : ch.texte)
  for (const n of champs)
    ligne(
      libelleDuChamp(t, n),
      d.avant
        ? `${afficher(t, c.langue, n, d.avant[n])} → ${afficher(t, c.langue, n, d.saisie[n])}`
        : afficher(t, c.langue, n, d.saisie[n]),
    )
  doc.end()
  return fini
}
