import { exigerPreuve } from '#app/comptes/preuve.ts'
import type { Contexte } from '#app/contexte.ts'
import type { Reponse } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { FORMATS, type Format } from '#platform/spreadsheets.ts'
import { Alerte, ListeLiens } from '#ui/index.ts'

type FormatDeFichier = Exclude<Format, 'json'>
const estFichier = (f: string | null): f is FormatDeFichier => f !== 'json' && (FORMATS as readonly (string | null)[]).includes(f)

/** A list that names people, as a file: only after a recent proof of identity (CPT-07), from which one comes back to the list. */
export async function fichierProuve(
  c: Contexte,
  liste: string,
  fabriquer: (format: FormatDeFichier) => Promise<Reponse>,
): Promise<Reponse> {
  const format = c.url.searchParams.get('format') ?? 'csv'
  if (!estFichier(format)) throw refus(c.t, 'introuvable')
  const retour = new URLSearchParams(c.url.search)
  retour.delete('format')
  retour.set('export', format)
  return exigerPreuve(c, `${liste}?${retour}`) ?? fabriquer(format)
}

/** Back from the proof of identity: the file is one press away. */
export function ExportPret({
  c,
  libelle,
  adresse,
}: {
  c: Contexte
  libelle: (format: string) => string
  adresse: (format: string) => string
}) {
  const format = c.url.searchParams.get('export')
  if (!estFichier(format)) return null
  return (
    <Alerte genre="info" titre={c.t.utilisateurs.liste.exportPret}>
      <ListeLiens liens={[{ libelle: libelle(format.toUpperCase()), href: adresse(format) }]} />
    </Alerte>
  )
}
