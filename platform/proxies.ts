import { BlockList, isIP } from 'node:net'

const LOOPBACK = ['127.0.0.1/8', '::1/128']
const kindOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** Addresses (192.0.2.1), networks (10.0.0.0/8) and « loopback »; null: one of them is none of these. */
export function readProxies(list: string[]): BlockList | null {
  const known = new BlockList()
  for (const item of list.flatMap((item) => (item === 'loopback' ? LOOPBACK : item))) {
    const [address = '', prefix, ...rest] = item.split('/')
    const bits = isIP(address) === 6 ? 128 : 32
    if (!isIP(address) || rest.length || (prefix !== undefined && (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits))) return null
    known.addSubnet(address, Number(prefix ?? bits), kindOf(address))
  }
  return known
}

/** Whether a machine is one of one's own. */
export function isTrusted(list: string[], ip: string): boolean {
  const address = ip.replace(/^::ffff:/i, '')
  return Boolean(isIP(address) && readProxies(list)?.check(address, kindOf(address)))
}
