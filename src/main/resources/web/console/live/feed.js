/**
 * The live picture of the node: calls that run, the node itself, records as they are written. The server pushes what changes;
 * after a lost connection the first event replaces the whole picture.
 */

import { address, request, TokenWanted } from '../../shared/access.js';

/**
 * @typedef {object} Row a call that runs
 * @property {string} id
 * @property {string} state
 * @property {string} type
 * @property {string} direction
 * @property {string | null} caller
 * @property {string | null} callee
 * @property {string | null} codec
 * @property {string} startTime
 * @property {string | null} answerTime
 * @property {boolean | null} hold
 * @property {string | null} agent
 * @property {string | null} trunk
 * @property {number | null} mos
 */

const FIRST_RETRY = 1000;
const LAST_RETRY = 15_000;

/** Dispatches `state`, `calls`, `node` and `record` events. */
export class Feed extends EventTarget {
  /** @type {Map<string, Row>} */
  calls = new Map();

  /** @type {any} what the server says about itself, null until it has */
  node = null;

  /** When it was said: what grows is counted on from there. */
  nodeAt = 0;

  /** @type {'connecting' | 'live' | 'offline' | 'locked'} */
  state = 'connecting';

  /** @type {EventSource | null} */
  #source = null;

  #retry = FIRST_RETRY;

  open() {
    this.#source?.close();
    const source = new EventSource(address('http', '/console/api/events'));
    this.#source = source;
    const on = (/** @type {string} */ name, /** @type {(data: any) => void} */ take) =>
      source.addEventListener(name, (event) => take(JSON.parse(event.data)));
    on('snapshot', (picture) => this.#replace(picture));
    on('call', (row) => this.#change(() => this.calls.set(row.id, row)));
    on('gone', ({ id }) => this.#change(() => this.calls.delete(id)));
    on('node', (node) => this.#tellNode(node));
    on('cdr', (record) => this.dispatchEvent(new CustomEvent('record', { detail: record })));
    source.addEventListener('error', () => this.#lost(source));
  }

  /** The picture stays as it was. */
  close() {
    this.#source?.close();
    this.#source = null;
  }

  #replace(/** @type {{calls: Row[], node: object}} */ picture) {
    this.#retry = FIRST_RETRY;
    this.calls = new Map(picture.calls.map((row) => [row.id, row]));
    this.#become('live');
    this.dispatchEvent(new Event('calls'));
    this.#tellNode(picture.node);
  }

  #change(/** @type {() => void} */ change) {
    change();
    this.dispatchEvent(new Event('calls'));
  }

  #tellNode(/** @type {object} */ node) {
    this.node = node;
    this.nodeAt = Date.now();
    this.dispatchEvent(new Event('node'));
  }

  /** The browser comes back by itself after a broken connection, but not after a refusal. */
  async #lost(/** @type {EventSource} */ source) {
    if (source !== this.#source) {
      return;
    }
    this.#become('offline');
    if (source.readyState !== EventSource.CLOSED) {
      return;
    }
    try {
      await request('/console/api/trunks');
    } catch (problem) {
      if (problem instanceof TokenWanted) {
        this.#become('locked');
        return;
      }
    }
    setTimeout(() => source === this.#source && this.open(), this.#retry);
    this.#retry = Math.min(LAST_RETRY, 2 * this.#retry);
  }

  #become(/** @type {Feed['state']} */ state) {
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }
}
