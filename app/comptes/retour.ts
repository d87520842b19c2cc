/** The page to come back to, when it is a path of this portal; otherwise the fallback. Never another site (CPT-02). */
export function retourLocal(brut: string | null | undefined, defaut = '/'): string {
  if (!brut || brut.length > 2000 || !brut.startsWith('/') || /^\/[/\\]|[\\\p{Cc}]/u.test(brut)) return defaut
  const url = new URL(brut, 'http://portail.invalid')
  return url.host === 'portail.invalid' ? url.pathname.replace(/^\/+/, '/') + url.search + url.hash : defaut
}
