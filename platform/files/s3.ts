import { mkdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { S3mini } from 's3mini'
import { asked, keysOf, send, unavailable } from '#platform/files/s3-asked.ts'
import { arrivingInS3 } from '#platform/files/s3-arriving.ts'
import { isName, type FileStore } from '#platform/files/store.ts'

const TIMEOUT_MS = 20_000

/**
 * `s3://KEY:SECRET@host[:port]/bucket[?region=…&tls=non]`: any S3-compatible store; the bucket exists already. A store that does not answer
 * is « unavailable », to be asked again.
 */
export function s3Store(address: string, temporary: string): FileStore {
  const url = new URL(address)
  const s3 = new S3mini({
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    region: url.searchParams.get('region') ?? 'auto',
    requestAbortTimeout: TIMEOUT_MS,
    fetch: streaming,
    endpoint: `${url.searchParams.get('tls') === 'non' ? 'http' : 'https'}://${url.host}${url.pathname.replace(/\/$/, '')}`,
  })
  mkdirSync(temporary, { recursive: true, mode: 0o700 })
  const exists = async (name: Buffer) => (await asked(s3.objectExists(name.toString('hex')))) === true
  return {
    temporary,
    put: (name, path) => send(s3, name.toString('hex'), path),
    async read(name) {
      const answer = await asked(s3.getObjectResponse(name.toString('hex')))
      if (!answer?.body) throw unavailable(`${name.toString('hex')} is not in the store`)
      return Readable.fromWeb(answer.body as never)
    },
    has: exists,
    remove: async (name) => void (await asked(s3.deleteObject(name.toString('hex')))),
    arriving: arrivingInS3(s3, temporary),
    async *list() {
      for await (const key of keysOf(s3, '')) if (isName(key)) yield Buffer.from(key, 'hex')
    },
  }
}

/** A body that is a stream must be said to be one. */
const streaming: typeof fetch = (input, init) => fetch(input, { ...init, duplex: 'half' } as RequestInit)
