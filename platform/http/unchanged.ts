/**
 * Whether the reader has it already. `If-None-Match` is judged alone when it is there (RFC 9110): compressed on the way, a tag may come
 * back weak.
 */
export function isUnchanged(
  headers: { 'if-none-match'?: string | undefined; 'if-modified-since'?: string | undefined },
  etag: string,
  mtime?: Date,
): boolean {
  const { 'if-none-match': tags, 'if-modified-since': since } = headers
  if (tags) return tags.split(',').some((m) => m.trim() === '*' || m.trim().replace(/^W\//, '') === etag)
  return Boolean(mtime && since) && Math.trunc(mtime!.getTime() / 1000) * 1000 <= Date.parse(since!)
}
