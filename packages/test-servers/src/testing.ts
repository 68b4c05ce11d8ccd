import { readdir, readFile, readlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'

/** Helpers of this package's own tests. */

/** Local addresses, such as `127.0.0.1:2583`, on which the given processes listen. Reads /proc: Linux only. */
export async function listeningAddresses(pids: readonly number[]): Promise<string[]> {
  const inodes = new Set<string>()
  for (const pid of pids) {
    for (const fd of await readdir(`/proc/${pid}/fd`)) {
      const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1]
      if (inode) inodes.add(inode)
    }
  }
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')))
  const addresses: string[] = []
  for (const line of tables.join('\n').split('\n')) {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/)
    if (state !== '0A' || !inodes.has(inode)) continue
    const [host = '', port = ''] = local.split(':')
    addresses.push(`${hostName(host)}:${Number.parseInt(port, 16)}`)
  }
  return addresses
}

/** Process ids of the children of `pid`, and of theirs. */
export async function descendants(pid: number): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    const parent = /\) \S+ (\d+)/.exec(stat)?.[1]
    if (parent) parents.set(Number(name), Number(parent))
  }
  const found = [pid]
  for (const ancestor of found) {
    for (const [child, parent] of parents) if (parent === ancestor) found.push(child)
  }
  return found.slice(1)
}

/** Folders that networks of the process `pid` have made and not removed. */
export async function scratchFolders(pid: number = process.pid): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith(`typefed-atproto-${pid}-`))
}

/** Whether a process runs; one that has ended and waits to be collected does not. */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat !== '' && !/\) Z /.test(stat)
}

/** Whether something accepts connections at the address of `url`. */
export function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** The numbers in /proc are in the byte order of the machine, which is a little-endian one. */
function hostName(hex: string): string {
  if (hex.length !== 8) return hex === '0'.repeat(32) ? '::' : hex
  return [...Buffer.from(hex, 'hex')].toReversed().join('.')
}
