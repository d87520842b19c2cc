import { existsSync } from 'node:fs'

export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]
const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The system's Chromium where there is one, otherwise the one that arrives as a package (INT-02). */
export async function cheminDuNavigateur(): Promise<string> {
  const systeme = SYSTEM.find((p) => existsSync(p))
  if (systeme) return systeme
  const { default: paquet } = await import('@sparticuz/chromium')
  return paquet.executablePath()
}
