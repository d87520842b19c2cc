import type { habilitations as fr } from '#ui/textes/fr/habilitations.ts'

export const habilitations = {
  retiree: 'The entitlement was removed at once.',
  refus: {
    programme: (numero: string | null) => (numero ? `A change is already scheduled on this entitlement: cancel request ${numero} first.` : 'This entitlement begins later: remove it at once, or wait until it begins.'),
    octroi: 'Only the structure’s main manager and their deputies grant “Organisation modification”.',
    enAttente: (numero: string) => `Request ${numero} on this entitlement already waits for a decision.`,
  },
} satisfies typeof fr
