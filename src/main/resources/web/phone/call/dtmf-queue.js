/** Digits on their way: one at a time, each with its full length and a pause, however fast the keys are pressed. */

export const TONE_MS = 160;
export const GAP_MS = 40;

const DIGITS = /^[0-9*#A-D]$/;

export class DtmfQueue {
  #send;
  #later;
  /** @type {string[]} */
  #waiting = [];
  #busy = false;

  /**
   * @param {(digit: string) => void} send begins one tone
   * @param {(then: () => void, ms: number) => void} [later] a timer
   */
  constructor(send, later = (then, ms) => setTimeout(then, ms)) {
    this.#send = send;
    this.#later = later;
  }

  /** @param {string} digit 0 to 9, *, #, A to D; others are none and are left out @returns {boolean} whether it was one */
  press(digit) {
    const isDigit = DIGITS.test(digit);
    if (isDigit) {
      this.#waiting.push(digit);
      this.#next();
    }
    return isDigit;
  }

  /** Forgets what was not sent: the call is over. */
  clear() {
    this.#waiting = [];
  }

  #next() {
    const digit = this.#busy ? undefined : this.#waiting.shift();
    if (digit === undefined) {
      return;
    }
    this.#busy = true;
    this.#send(digit);
    this.#later(() => {
      this.#busy = false;
      this.#next();
    }, TONE_MS + GAP_MS);
  }
}
