export { faultyFront, type FaultyFront, type FaultyFrontOptions } from './front.ts'
export type { Fault, FaultRule } from './faults.ts'
export type { SeenRequest } from './log.ts'
