import { mkdirSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { S3mini } from 's3mini'
import { isHash, type FileStore } from '#platform/files/store.ts'

/** `s3://KEY:SECRET@host[:port]/bucket[?region=…&tls=non]`: any S3-compatible store; the bucket exists already. */
export function s3Store(address: string, temporary: string): FileStore {
  const url = new URL(address)
  const bucket = url.pathname.replace(/^\/|\/$/g, '')
  const s3 = new S3mini({
    accessKeyId: decodeURIComponent(url.username), secretAccessKey: decodeURIComponent(url.password), region: url.searchParams.get('region') ?? 'auto',
    endpoint: `${url.searchParams.get('tls') === 'non' ? 'http' : 'https'}://${url.host}/${bucket}`,
  })
  mkdirSync(temporary, { recursive: true, mode: 0o700 })
  return {
    temporary,
    async put(hash, path) {
      const key = hash.toString('hex')
      if ((await s3.objectExists(key)) !== true) await s3.putObject(key, await readFile(path), 'application/octet-stream')
      await rm(path, { force: true })
    },
    async read(hash) {
      const answer = await s3.getObjectResponse(hash.toString('hex'))
      if (!answer?.body) throw new Error(`${hash.toString('hex')} is not in the store`)
      return Readable.fromWeb(answer.body as never)
    },
    remove: async (hash) => void (await s3.deleteObject(hash.toString('hex'))),
    async *list() {
      for (const o of (await s3.listObjects('/', '')) ?? []) if (isHash(o.Key)) yield { hash: Buffer.from(o.Key, 'hex'), since: new Date(o.LastModified) }
    },
  }
}
