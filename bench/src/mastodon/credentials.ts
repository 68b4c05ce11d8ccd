/** What every program connects with. */
export interface Credentials {
  url: string
  accessToken: string
}
