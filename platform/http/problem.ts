import type { FastifyReply } from 'fastify'

export interface ErreurChamp {
  champ: string
  code: string
  message: string
}

/** A refusal in words, RFC 9457 on the API and a page on screen; thrown beside its rule (INT-12). */
export interface Probleme {
  status: number
  code: string
  /** French sentence fit for a person. */
  detail: string
  champs?: ErreurChamp[]
  raison?: string
  remede?: { libelle: string; href?: string } | string
  /** For a page only: where what is missing is asked for. */
  demander?: string
  /** For a page only: nobody lacks a right, `detail` says what cannot be done now. */
  sansDroitManquant?: true
  /** Seconds before asking again. */
  reessayerDans?: number
  /** What whoever meets a failure can give the support: the log holds it beside the cause. */
  reference?: string
  /** Further members of the problem document. */
  plus?: Record<string, unknown>
}

export class Refus extends Error {
  probleme: Probleme
  constructor(probleme: Probleme) {
    super(probleme.code)
    this.probleme = probleme
  }
}

export const estRefus = (e: unknown): e is Refus => e instanceof Refus

/** Sends a problem document; `type` is stable and made from the code. */
export function sendProblem(reply: FastifyReply, p: Probleme, titre: string) {
  if (p.reessayerDans) reply.header('retry-after', Math.ceil(p.reessayerDans))
  return reply
    .code(p.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(
      JSON.stringify({
        type: `urn:choral:probleme:${p.code}`,
        title: titre,
        status: p.status,
        code: p.code,
        detail: p.detail,
        ...(p.champs ? { champs: p.champs } : {}),
        ...(p.raison ? { raison: p.raison } : {}),
        ...(p.remede ? { remede: p.remede } : {}),
        ...(p.reference ? { reference: p.reference } : {}),
        ...p.plus,
      }),
    )
}
