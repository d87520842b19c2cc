import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { Bouton, Cache, Carte, Icone } from '#ui/index.ts'
import type { Compte } from '../compte/lire.ts'

/** Passkeys: named, removed; added by script only, since the browser does it. */
export function SectionCles({ c, cles }: { c: Contexte; cles: Compte['cles'] }): JSX.Element {
  const t = c.t.comptes.compte.cles
  return (
    <Carte titre={t.titre} id="cles">
      <p class="muted small">{cles.length ? t.texte : `${t.texte} ${t.aucune}`}</p>
      {cles.length ? (
        <ul class="files">
          {cles.map((k) => {
            const nom = k.nom ?? t.sansNom
            return (
              <li key={k.id}>
                <Icone nom="cle" />
                <span>
                  <b>{nom}</b>
                  <br />
                  <small>{t.ajoutee(new Date(k.creeLe), k.utiliseeLe ? new Date(k.utiliseeLe) : null)}</small>
                </span>
                <a class="small" href={`/compte/cles/${k.id}`}>
                  {t.renommer}
                  <Cache> {t.renommerComplement(nom)}</Cache>
                </a>
                <form method="post" action={`/compte/cles/${k.id}/retirer`}>
                  <button class="icon-button icon-button--danger" aria-label={t.retirer(nom)}>
                    <Icone nom="supprimer" />
                  </button>
                </form>
              </li>
            )
          })}
        </ul>
      ) : null}
      <div class="mt4" data-controller="passkey" data-passkey-refus-value={t.refus}>
        <p class="small" role="status" data-passkey-target="etat" />
        <p>
          <Bouton
            genre="second"
            petit
            type="button"
            icone="plus"
            attrs={{ hidden: true, 'data-passkey-target': 'bouton', 'data-action': 'passkey#ajouter' }}
          >
            {t.ajouter}
          </Bouton>
        </p>
        <noscript>
          <p class="small muted">{t.sansScript}</p>
        </noscript>
      </div>
    </Carte>
  )
}
