/** What every program logs in with. */
export interface Credentials {
  service: string
  identifier: string
  password: string
}
