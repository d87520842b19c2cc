import type { FastifyInstance } from 'fastify'

export interface Measure {
  name: string
  help: string
  read: () => Promise<number> | number
}

/**
 * GET /metrics in Prometheus format, on a port of its own so that no proxy shows it (INT-07).
 * Registered before the routes, whose durations it observes; opens and closes with the server.
 */
export async function addMetrics(app: FastifyInstance, { port, host, measures }: { port: number; host: string; measures: Measure[] }) {
  const { createServer } = await import('node:http')
  const { collectDefaultMetrics, Gauge, Histogram, Registry } = await import('prom-client')
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route and class of status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
    registers: [registry],
  })
  for (const { name, help, read } of measures)
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        // A measure that cannot be read must not hide the others.
        this.set(await Promise.resolve(read()).catch(() => Number.NaN))
      },
    })
  app.addHook('onResponse', async (request, reply) =>
    durations.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: `${Math.floor(reply.statusCode / 100)}xx` },
      reply.elapsedTime / 1000,
    ),
  )
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end()
    void registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(503).end(),
    )
  })
  app.addHook('onListen', () => new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve)))
  app.addHook('onClose', async () => void server.close())
}
