import type { FastifyInstance } from 'fastify'
import type { Programme } from '#app/contexte.ts'

export async function servirApi(_app: FastifyInstance, _programme: Programme) {}
