import type { Contexte } from '#app/contexte.ts'
import type { RecuVisible } from '#demandes/index.ts'
import type { Evenement } from '#ui/index.ts'
import { jusqua, liste, majuscule, quand } from '#ui/textes/format.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Whoever cancelled it; the portal, when nobody did: its author lost the right, its structure closed. */
export const quiAnnule = (
  t: Textes,
  d: { termineePar?: { id: string; prenom: string; nom: string } | null; parUnePersonne?: boolean },
  lecteur?: string,
): string => {
  const x = t.demandes.recu
  if (!d.parUnePersonne) return x.parLePortail
  if (!d.termineePar) return x.parQuelquUn
  return d.termineePar.id === lecteur ? x.parVous : `${d.termineePar.prenom} ${d.termineePar.nom}`
}

/** What happened to a demande and what will: who must decide and since when, what was decided, when it holds (APP-04, POR-16). */
export function etapes(c: Contexte, d: RecuVisible): Evenement[] {
  const x = c.t.demandes.recu
  const y = c.t.approbations
  const a = (date: Date | string | null) => (date ? quand(date, c.heure, c.langue) : '')
  const p = d.approbation
  const recue: Evenement = {
    genre: 'ok',
    icone: 'coche',
    titre: x.recue,
    quand: x.parQui(a(d.creeLe), `${d.auteur.prenom} ${d.auteur.nom}`),
  }
  if (d.etat === 'demandee' && p) {
    const noms = liste(
      p.decideurs.map((q) => (q.qualite === 'operateur' ? y.courriel.operateur : y.une.enQualite(`${q.prenom} ${q.nom}`, q.qualite))),
      c.langue,
    )
    return [
      recue,
      {
        genre: 'warn',
        icone: 'horloge',
        titre: noms ? y.recu.attente(noms) : y.recu.attenteSansNom,
        quand: y.recu.depuis(a(p.creeLe), a(p.expireLe)),
      },
    ]
  }
  const decision: Evenement[] = p?.decideePar
    ? [
        {
          genre: p.etat === 'approuvee' ? 'ok' : 'err',
          icone: p.etat === 'approuvee' ? 'coche' : 'croix',
          titre: (p.etat === 'approuvee' ? y.une.approuvee : y.une.refusee)(
            y.une.enQualite(`${p.decideePar.prenom} ${p.decideePar.nom}`, p.qualite ?? ''),
          ),
          quand: majuscule(a(p.decideeLe)),
          ...(p.motif ? { texte: p.motif } : {}),
        },
      ]
    : []
  if (d.etat === 'refusee' && decision.length) return [recue, ...decision]
  if (d.etat === 'effective')
    return [recue, ...decision, { genre: 'ok', icone: 'coche', titre: x.effective, quand: majuscule(a(d.termineeLe)) }]
  if (d.etat === 'programmee') {
    const limite = d.effetLe ? jusqua(d.effetLe, c.heure, c.langue) : ''
    const droits = !/^(structure|service|coordonnee-bancaire)\./.test(d.type)
    return [
      recue,
      ...decision,
      {
        genre: 'plan',
        icone: 'horloge',
        titre: droits ? y.recu.droitsActuels : x.anciennes,
        quand: droits ? `${majuscule(limite)}. ${y.recu.jusqua}` : x.jusqua(limite),
      },
      { genre: 'neutre', icone: 'courriel', titre: droits ? y.recu.nouveauxDroits : x.nouvelles, quand: x.aHeure(a(d.effetLe)) },
    ]
  }
  return [
    recue,
    ...decision,
    {
      genre: d.etat === 'annulee' ? 'neutre' : d.etat === 'expiree' ? 'warn' : 'err',
      icone: d.etat === 'expiree' ? 'horloge' : 'croix',
      titre:
        d.etat === 'annulee'
          ? x.annuleePar(quiAnnule(c.t, d, c.utilisateur?.id))
          : d.etat === 'expiree'
            ? majuscule(y.une.expiree(a(d.termineeLe)))
            : x.sansEffet,
      quand: majuscule(a(d.termineeLe)),
      texte: d.motif,
    },
  ]
}
