import { renderToString } from 'preact-render-to-string'

/** What a mail says; both parts are made from it. */
export interface MailContent {
  sujet: string
  /** Paragraphs before the button; one with an address leads there. */
  avant: (string | { texte: string; href: string })[]
  action?: { libelle: string; href: string }
  /** Paragraphs after it. */
  apres: string[]
  /** Last line: why one receives this. */
  pied: string
}

/** The portal's own colours (ui/styles/tokens.css): a mail has no style sheet to read them from. */
const encre = '#16211f'
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
          {contenu.avant.map((dit) => (
            <p style={p}>
              {typeof dit === 'string' ? (
                dit
              ) : (
                <a href={dit.href} style={{ color: action }}>
                  {dit.texte}
                </a>
              )}
            </p>
          ))}
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
            {contenu.pied}
          </p>
        </div>
      </body>
    </html>
  )
}

/** The two parts of a mail: text, and HTML that says the same. */
export function composeMail(langue: string, contenu: MailContent): { sujet: string; texte: string; html: string } {
  const avant = contenu.avant.map((dit) => (typeof dit === 'string' ? dit : `${dit.texte}\n${dit.href}`))
  const action = contenu.action ? [`${contenu.action.libelle}\n${contenu.action.href}`] : []
  return {
    sujet: contenu.sujet,
    texte: `${[...avant, ...action, ...contenu.apres, '-- ', contenu.pied].join('\n\n')}\n`,
    html: `<!doctype html>${renderToString(<Layout langue={langue} contenu={contenu} />)}`,
  }
}
