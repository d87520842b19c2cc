import { sansAccent } from '#platform/plier.ts'

/** The header that has a file saved under its name (RFC 6266): plain letters for old readers, the name itself for the others. */
export const attachment = (name: string) =>
  `attachment; filename="${sansAccent(name).replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`
