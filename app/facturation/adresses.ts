export const MANDATS = '/facturation/mandats'
