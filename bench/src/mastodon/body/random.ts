import { Random as Base } from '../../body/random.ts'

const DIGITS = '0123456789'
const HEX = '0123456789abcdef'
const BASE83 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~'

/** With what Mastodon writes identifiers and addresses in. */
export class Random extends Base {
  /** A key that rises with time, as accounts and posts have. */
  id(): string {
    return `11${this.letters(DIGITS, 16)}`
  }

  /** The address of a file, sorted into folders by its key. */
  file(kind: string, extension: string): string {
    const folders = this.id().match(/.{3}/g) ?? []
    return `https://files.example.social/${kind}/${folders.join('/')}/original/${this.letters(HEX, 16)}.${extension}`
  }

  blurhash(): string {
    return this.letters(BASE83, 36)
  }

  day(): string {
    return this.datetime().slice(0, 10)
  }
}
