import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'

const EVENTS = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }

/** Takes an answer over to write events into it for as long as it is open; it says to browsers what every other does. */
export function openStream(reply: FastifyReply): ServerResponse {
  const { raw } = reply
  for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...EVENTS })) if (value !== undefined) raw.setHeader(name, value)
  reply.hijack()
  return raw
}
