/**
 * The reference servers decide once, when they are first loaded, whether they log (JSON lines on stdout).
 * So this must come before their import, and the first network of a process decides for all.
 */
export function configureLogs(logs: boolean | undefined): void {
  const wanted = logs ?? /(^|[\s,])(\*|typefed)/.test(process.env['DEBUG'] ?? '')
  if (wanted) process.env['LOG_ENABLED'] ??= 'true'
}
