export { connectTo as run } from './connect.ts'
