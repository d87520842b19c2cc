// An S3-compatible store on the loopback, with one bucket.
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
// @ts-expect-error it brings no types
import S3rver from 's3rver'
import { afterAll } from 'vitest'

export async function serveurS3(directory: string): Promise<{ url: string; arreter: () => Promise<void> }> {
  mkdirSync(directory, { recursive: true })
  const serveur = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'fichiers', configs: [] }],
  })
  const { port } = (await serveur.run()) as AddressInfo
  let ouvert = true
  const arreter = async () => {
    if (ouvert) await serveur.close()
    ouvert = false
  }
  afterAll(arreter)
  return { url: `s3://S3RVER:S3RVER@127.0.0.1:${port}/fichiers?region=us-east-1&tls=non`, arreter }
}
