/** Microseconds of CPU time that this process has used, in all its threads. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}
