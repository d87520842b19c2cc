import { createReadStream, mkdirSync } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { S3mini } from 's3mini'
import { isHash, type FileStore } from '#platform/files/store.ts'

const TIMEOUT_MS = 20_000

/** `s3://KEY:SECRET@host[:port]/bucket[?region=…&tls=non]`: any S3-compatible store; the bucket exists already. A store that does not answer is « unavailable », to be asked again. */
export function s3Store(address: string, temporary: string): FileStore {
  const url = new URL(address)
  const s3 = new S3mini({
    accessKeyId: decodeURIComponent(url.username), secretAccessKey: decodeURIComponent(url.password), region: url.searchParams.get('region') ?? 'auto', requestAbortTimeout: TIMEOUT_MS, fetch: streaming,
    endpoint: `${url.searchParams.get('tls') === 'non' ? 'http' : 'https'}://${url.host}${url.pathname.replace(/\/$/, '')}`,
  })
  mkdirSync(temporary, { recursive: true, mode: 0o700 })
  const exists = async (hash: Buffer) => (await asked(s3.objectExists(hash.toString('hex')))) === true
  return {
    temporary,
    async put(hash, path) {
      if (!(await exists(hash))) {
        // The store checks what it received against the hash; in one request, so whole or not at all.
        const body = Readable.toWeb(createReadStream(path)) as ReadableStream
        await asked(s3.putObject(hash.toString('hex'), body, 'application/octet-stream', undefined, { 'x-amz-checksum-sha256': hash.toString('base64') }, (await stat(path)).size))
      }
      await rm(path, { force: true })
    },
    async read(hash) {
      const answer = await asked(s3.getObjectResponse(hash.toString('hex')))
      if (!answer?.body) throw unavailable(`${hash.toString('hex')} is not in the store`)
      return Readable.fromWeb(answer.body as never)
    },
    has: exists,
    remove: async (hash) => void (await asked(s3.deleteObject(hash.toString('hex')))),
    async *list() {
      let next: string | undefined
      do {
        const page = await asked(s3.listObjectsPaged('/', '', 1000, next))
        for (const o of page?.objects ?? []) if (isHash(o.Key)) yield Buffer.from(o.Key, 'hex')
        next = page?.nextContinuationToken
      } while (next)
    },
  }
}

/** A body that is a stream must be said to be one. */
const streaming: typeof fetch = (input, init) => fetch(input, { ...init, duplex: 'half' } as RequestInit)

const unavailable = (message: string, cause?: unknown) => Object.assign(new Error(message, { cause }), { statusCode: 503 })

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    throw unavailable('the file store does not answer', cause)
  }
}
