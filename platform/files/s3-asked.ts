import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { S3mini } from 's3mini'

export const unavailable = (message: string, cause?: unknown) => Object.assign(new Error(message, { cause }), { statusCode: 503 })

export async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    throw unavailable('the file store does not answer', cause)
  }
}

/** Every key that begins so, page by page. */
export async function* keysOf(s3: S3mini, prefix: string): AsyncGenerator<string> {
  let next: string | undefined
  do {
    const page = await asked(s3.listObjectsPaged('/', prefix, 1000, next))
    for (const o of page?.objects ?? []) yield o.Key
    next = page?.nextContinuationToken
  } while (next)
}

/** The store checks what it received against the hash of what was sent; in one request, so whole or not at all. */
export async function send(s3: S3mini, key: string, path: string): Promise<void> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  const body = Readable.toWeb(createReadStream(path)) as ReadableStream
  await asked(
    s3.putObject(
      key,
      body,
      'application/octet-stream',
      undefined,
      { 'x-amz-checksum-sha256': hash.digest('base64') },
      (await stat(path)).size,
    ),
  )
}
