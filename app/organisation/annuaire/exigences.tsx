import { Etiquette, Icone } from '#ui/index.ts'
import type { Textes } from '#ui/textes/index.ts'

type Regles = { codeServiceObligatoire: boolean; numeroEngagementObligatoire: boolean; codeServiceOuNumeroEngagement: boolean }

/** What a structure requires, in tags. */
export function Exigences({ s, x }: { s: Regles; x: Textes['annuaire'] }) {
  const tags = [
    s.codeServiceObligatoire && 'code-service',
    s.numeroEngagementObligatoire && 'numero-engagement',
    s.codeServiceOuNumeroEngagement && !s.codeServiceObligatoire && !s.numeroEngagementObligatoire && 'l-un-ou-l-autre',
  ].filter((e) => e !== false)
  if (!tags.length) return <span class="muted">{x.exigences.rien}</span>
  return (
    <span class="row">
      {tags.map((e) => (
        <Etiquette key={e} genre="action" icone={e === 'l-un-ou-l-autre' ? 'lien' : 'coche'}>
          {x.exigences[e]}
        </Etiquette>
      ))}
    </span>
  )
}

/** Whether an invoice passes: the two obligations first, then « the one or the other ». */
export const passe = (s: Regles, code: boolean, engagement: boolean) =>
  (code || !s.codeServiceObligatoire) &&
  (engagement || !s.numeroEngagementObligatoire) &&
  (code || engagement || !s.codeServiceOuNumeroEngagement)

const CAS = [
  [true, true],
  [true, false],
  [false, true],
  [false, false],
] as const

/** The rule in one sentence, then each case and its result (POR-10). */
export function CeQuElleExige({ s, exigeants, x }: { s: Regles; exigeants: number; x: Textes['annuaire'] }) {
  const r = x.regle
  const phrase = s.codeServiceObligatoire
    ? s.numeroEngagementObligatoire
      ? r.deux
      : r.code
    : s.numeroEngagementObligatoire
      ? r.engagement
      : s.codeServiceOuNumeroEngagement
        ? r.un
        : r.rien
  return (
    <section class="requires" aria-labelledby="exige">
      <h2 id="exige">{r.titre}</h2>
      <p class="requires__rule">{phrase}</p>
      {exigeants ? <p>{r.exigeants(exigeants)}</p> : null}
      <table class="requires__cases">
        <caption class="visually-hidden">{r.legende}</caption>
        <thead>
          <tr>
            <th scope="col">{x.exigences['code-service']}</th>
            <th scope="col">{x.engagement}</th>
            <th scope="col">{r.facture}</th>
          </tr>
        </thead>
        <tbody>
          {CAS.map(([code, engagement]) => (
            <tr key={`${code}${engagement}`}>
              {[code, engagement].map((donne, i) => (
                <td key={i} class={donne ? undefined : 'muted'}>
                  <Icone nom={donne ? 'coche' : 'moins'} /> {donne ? r.donne : r.absent}
                </td>
              ))}
              <td>
                {passe(s, code, engagement) ? (
                  <>
                    <Etiquette genre="ok" icone="coche">
                      {r.acceptee}
                    </Etiquette>
                    {code && !engagement && exigeants ? (
                      <>
                        {' '}
                        <span class="small muted">{r.saufServices}</span>
                      </>
                    ) : null}
                  </>
                ) : (
                  <Etiquette genre="err" icone="croix">
                    {r.refusee}
                  </Etiquette>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
