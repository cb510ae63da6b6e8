/**
 * Calls that ring at this page: shown in every tab, heard in one, taken by the first that accepts. Tabs of one browser elect the
 * audible one by a lock and tell each other on a channel; other devices are told by the server.
 */

import { Ringing } from '../audio/tones.js';

/** @typedef {import('./incoming-watch.js').Offer} Offer */

const RING_MS = 60000;

/** @type {Record<string, string>} */
const ENDED = {
  answeredElsewhere: 'Answered elsewhere',
  cancelled: 'The caller gave up',
  declined: 'Declined',
  timeout: 'Missed',
};

export class Offers {
  /** @type {Map<string, {offer: Offer, end: () => void}>} */
  #ringing = new Map();
  #channel = new BroadcastChannel('tandem.phone');
  #settings;

  onChange = () => {};
  /** @type {(offer: Offer, words: string) => void} it stopped ringing and was not accepted here */
  onMissed = () => {};

  /** @param {import('../store/settings.js').SettingsStore} settings */
  constructor(settings) {
    this.#settings = settings;
    this.#channel.onmessage = ({ data }) => this.end(data.ended, data.reason);
  }

  /** The call that rings, the oldest where there are several. */
  get current() {
    return this.#ringing.values().next().value?.offer ?? null;
  }

  /** @param {Offer} offer */
  add(offer) {
    if (this.#ringing.has(offer.id)) {
      return;
    }
    const stopRinging = this.#ringInOneTab(offer.id);
    const timer = setTimeout(() => this.end(offer.id, 'timeout'), RING_MS);
    this.#ringing.set(offer.id, {
      offer,
      end: () => {
        clearTimeout(timer);
        stopRinging();
      },
    });
    this.onChange();
  }

  /** Stops ringing: this tab takes or declines it; other tabs are told. @param {string} id @param {string} reason a key of the server's */
  settle(id, reason) {
    this.#channel.postMessage({ ended: id, reason });
    this.#remove(id);
  }

  /** Somebody else ended it. @param {string} id @param {string} reason */
  end(id, reason) {
    const offer = this.#remove(id);
    if (offer) {
      this.onMissed(offer, ENDED[reason] ?? reason);
    }
  }

  #remove(/** @type {string} */ id) {
    const found = this.#ringing.get(id);
    this.#ringing.delete(id);
    found?.end();
    this.onChange();
    return found?.offer;
  }

  /** The tab that holds the lock rings; when it is closed, the next one does. @returns {() => void} stops */
  #ringInOneTab(/** @type {string} */ id) {
    const stopped = new AbortController();
    const ringing = new Ringing('ring', this.#settings.now.ringer);
    const whileRinging = () =>
      new Promise((done) => {
        ringing.start();
        stopped.signal.addEventListener('abort', () => {
          ringing.stop();
          done(undefined);
        });
      });
    navigator.locks.request(`tandem.ring.${id}`, { signal: stopped.signal }, whileRinging).catch(() => {
      // It stopped ringing before this tab had the lock.
    });
    return () => stopped.abort();
  }
}
