/** « Gérer les habilitations des utilisateurs » and « Gérer mes habilitations ». */
export const habilitations = {
  retiree: 'L’habilitation a été retirée immédiatement.',
  refus: {
    programme: (numero: string | null) => (numero ? `Un changement est déjà programmé sur cette habilitation : annulez d’abord la demande ${numero}.` : 'Cette habilitation commence plus tard : retirez-la immédiatement, ou attendez qu’elle commence.'),
    octroi: 'Seuls le gestionnaire principal de la structure et ses suppléants accordent « Organisation modification ».',
    enAttente: (numero: string) => `La demande ${numero} sur cette habilitation attend déjà une décision.`,
  },
}
