/** The last calls of this browser; they never leave it. */

/**
 * @typedef {object} PastCall
 * @property {'agent' | 'out' | 'in'} kind
 * @property {string} name as shown
 * @property {string} target what a redial calls: an agent's name or what was dialled
 * @property {number} at epoch ms
 * @property {number} talked s
 * @property {string} result in words
 */

const KEY = 'tandem.phone.history';
const LIMIT = 50;

export class CallHistory {
  #storage;
  /** @type {PastCall[]} newest first */
  #calls;

  /** @param {Storage | null} storage */
  constructor(storage) {
    this.#storage = storage;
    this.#calls = read(storage);
  }

  /** @returns {readonly PastCall[]} newest first */
  get calls() {
    return this.#calls;
  }

  /** @param {PastCall} call */
  add(call) {
    this.#keep([call, ...this.#calls].slice(0, LIMIT));
  }

  clear() {
    this.#keep([]);
  }

  /** What the redial key calls. */
  lastDialled() {
    return this.#calls.find((call) => call.kind === 'out')?.target ?? '';
  }

  #keep(/** @type {PastCall[]} */ calls) {
    this.#calls = calls;
    try {
      this.#storage?.setItem(KEY, JSON.stringify(calls));
    } catch {
      // The list lasts as long as the page.
    }
  }
}

function read(/** @type {Storage | null} */ storage) {
  try {
    const kept = JSON.parse(storage?.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((call) => typeof call?.target === 'string').slice(0, LIMIT) : [];
  } catch {
    return [];
  }
}
