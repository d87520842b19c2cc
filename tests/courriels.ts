import type { PortailDEssai } from '#tests/portail.ts'

export interface CourrielRecu {
  id: string
  a: string
  sujet: string
  texte: string
  html: string
}

/** The mails of the local mailbox to this address, newest first, once there are as many as expected. */
export async function attendreCourriels(
  p: Pick<PortailDEssai, 'demander'>,
  adresse: string,
  nombre = 1,
  delai = 120_000,
): Promise<CourrielRecu[]> {
  const limite = Date.now() + delai
  for (;;) {
    const { elements } = (await (await p.demander('/courriels.json')).json()) as { elements: CourrielRecu[] }
    const siens = elements.filter((m) => m.a === adresse)
    if (siens.length >= nombre) return siens
    if (Date.now() > limite) throw new Error(`${siens.length} courriel(s) pour ${adresse}, ${nombre} attendu(s)`)
    await new Promise((r) => setTimeout(r, 100))
  }
}

/** The path of the link that a mail holds. */
export function lienDe(courriel: CourrielRecu): string {
  const lien = /https?:\/\/\S+/.exec(courriel.texte)?.[0]
  if (!lien) throw new Error(`aucun lien dans « ${courriel.sujet} »`)
  const url = new URL(lien)
  return url.pathname + url.search
}
