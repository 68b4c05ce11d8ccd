/** Milliseconds of silence after which a connection counts as lost: busy streams never fall silent for so long. */
export const IDLE_TIMEOUT = 60_000
