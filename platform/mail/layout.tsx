import { renderToString } from 'preact-render-to-string'

/** What a mail says; both parts are made from it. */
export interface MailContent {
  sujet: string
  /** Paragraphs before the button, or titled lists whose lines lead somewhere. */
  avant: (string | Liste)[]
  action?: { libelle: string; href: string }
  /** Paragraphs after it. */
  apres: string[]
  /** Last line: why one receives this; and how to stop it. */
  pied: string | { texte: string; lien: Lien }
}
interface Lien {
  libelle: string
  href: string
}
interface Liste {
  titre: string
  lignes: (Lien & { detail: string })[]
}

/** The portal's own colours (ui/styles/tokens.css): a mail has no style sheet to read them from. */
const encre = '#16211f'
const encre2 = '#4b5856'
const action = '#0a5a61'
const p = { margin: '0 0 16px', lineHeight: '1.55' }

function Layout({ langue, contenu }: { langue: string; contenu: MailContent }) {
  return (
    <html lang={langue}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{contenu.sujet}</title>
      </head>
      <body style={{ margin: '0', padding: '24px', background: '#f4f6f3', color: encre, font: '16px/1.55 Arial, Helvetica, sans-serif' }}>
        <div style={{ maxWidth: '36rem', margin: '0 auto', padding: '32px', background: '#ffffff' }}>
          <p style={{ ...p, fontWeight: 'bold', fontSize: '18px' }}>Choral</p>
          <h1 style={{ margin: '0 0 20px', fontSize: '22px', lineHeight: '1.3' }}>{contenu.sujet}</h1>
          {contenu.avant.map((dit) => (typeof dit === 'string' ? <p style={p}>{dit}</p> : <ListeDuCourriel {...dit} />))}
          {contenu.action && (
            <>
              <p style={p}>
                <a
                  href={contenu.action.href}
                  style={{
                    display: 'inline-block',
                    padding: '12px 20px',
                    borderRadius: '6px',
                    background: action,
                    color: '#ffffff',
                    textDecoration: 'none',
                    fontWeight: 'bold',
                  }}
                >
                  {contenu.action.libelle}
                </a>
              </p>
              <p style={{ ...p, fontSize: '14px', wordBreak: 'break-all' }}>
                <a href={contenu.action.href} style={{ color: action }}>
                  {contenu.action.href}
                </a>
              </p>
            </>
          )}
          {contenu.apres.map((texte) => (
            <p style={p}>{texte}</p>
          ))}
          <p style={{ margin: '24px 0 0', paddingTop: '16px', borderTop: '1px solid #d2d9d5', fontSize: '14px', lineHeight: '1.5' }}>
            {typeof contenu.pied === 'string' ? (
              contenu.pied
            ) : (
              <>
                {contenu.pied.texte}{' '}
                <a href={contenu.pied.lien.href} style={{ color: action }}>
                  {contenu.pied.lien.libelle}
                </a>
              </>
            )}
          </p>
        </div>
      </body>
    </html>
  )
}

function ListeDuCourriel({ titre, lignes }: Liste) {
  return (
    <>
      <h2 style={{ margin: '24px 0 8px', fontSize: '16px', lineHeight: '1.3' }}>{titre}</h2>
      <ul style={{ margin: '0 0 16px', paddingLeft: '20px' }}>
        {lignes.map((l) => (
          <li style={{ margin: '0 0 8px', lineHeight: '1.45' }}>
            <a href={l.href} style={{ color: action }}>
              {l.libelle}
            </a>
            <br />
            <span style={{ fontSize: '14px', color: encre2 }}>{l.detail}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The two parts of a mail: text, and HTML that says the same. */
export function composeMail(langue: string, contenu: MailContent): { sujet: string; texte: string; html: string } {
  const avant = contenu.avant.map((dit) =>
    typeof dit === 'string' ? dit : [dit.titre, ...dit.lignes.map((l) => `• ${l.libelle} (${l.detail})\n${l.href}`)].join('\n\n'),
  )
  const pied =
    typeof contenu.pied === 'string' ? contenu.pied : `${contenu.pied.texte} ${contenu.pied.lien.libelle}\n${contenu.pied.lien.href}`
  const action = contenu.action ? [`${contenu.action.libelle}\n${contenu.action.href}`] : []
  return {
    sujet: contenu.sujet,
    texte: `${[...avant, ...action, ...contenu.apres, '-- ', pied].join('\n\n')}\n`,
    html: `<!doctype html>${renderToString(<Layout langue={langue} contenu={contenu} />)}`,
  }
}
