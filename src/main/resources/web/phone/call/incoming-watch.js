/** Listens for calls to this phone's name, for as long as the name is set. */

import { address } from '../../shared/access.js';

/** @typedef {{id: string, caller: string, callee: string, headers: Record<string, string>}} Offer */

const RETRY_MS = 5000;

export class IncomingWatch {
  /** @type {EventSource | null} */
  #source = null;
  #retry = 0;
  #name = '';

  /** @type {(offer: Offer) => void} */
  onIncoming = () => {};
  /** @type {(id: string, reason: string) => void} */
  onEnded = () => {};
  /** @type {(listening: boolean) => void} */
  onListening = () => {};

  /** @param {string} name empty = takes no calls */
  listen(name) {
    if (name !== this.#name) {
      this.#name = name;
      this.#open();
    }
  }

  #open() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
    if (!this.#name) {
      return;
    }
    const source = new EventSource(address('http', `/phones/${encodeURIComponent(this.#name)}/events`));
    this.#source = source;
    source.addEventListener('open', () => this.onListening(true));
    source.addEventListener('incoming', ({ data }) => this.onIncoming(JSON.parse(data)));
    source.addEventListener('ended', ({ data }) => {
      const { id, reason } = JSON.parse(data);
      this.onEnded(id, reason);
    });
    source.addEventListener('error', () => {
      this.onListening(false);
      // A lost stream is reopened by the browser itself; one that was refused is not.
      if (source.readyState === EventSource.CLOSED) {
        this.#retry = window.setTimeout(() => this.#open(), RETRY_MS);
      }
    });
  }
}
