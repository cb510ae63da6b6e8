/** A control WebSocket: commands out, events in, audio frames where the call's audio goes over the same socket. */

import { TokenWanted, address, request } from '../../shared/access.js';

/** @typedef {{event: string, [field: string]: any}} ServerEvent */

/** Why a command or a whole socket failed, for the user to read. */
export class Refused extends Error {}

const OPEN_TIMEOUT_MS = 8000;

export class ControlSocket {
  #socket;
  #commands = 0;
  /** @type {Map<string, {done: () => void, failed: (problem: Error) => void}>} */
  #waiting = new Map();

  /** @type {(event: ServerEvent) => void} */
  onEvent = () => {};
  /** @type {(frame: ArrayBuffer) => void} */
  onAudio = () => {};
  /** @type {() => void} told once, whoever closed it */
  onClose = () => {};

  /** @param {WebSocket} socket open */
  constructor(socket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) =>
      typeof data === 'string' ? this.#onText(data) : this.onAudio(data),
    );
    socket.addEventListener('close', () => this.#onClose());
  }

  /**
   * @param {string} path
   * @param {Record<string, string>} query
   * @returns {Promise<ControlSocket>}
   * @throws {Refused} with the reason, as far as it can be found out
   */
  static async open(path, query) {
    const socket = new WebSocket(address('ws', path, query));
    socket.binaryType = 'arraybuffer';
    const opened = new Promise((done, failed) => {
      socket.addEventListener('open', () => done(undefined));
      socket.addEventListener('close', () => failed(new Refused('closed')));
      setTimeout(() => failed(new Refused('time-out')), OPEN_TIMEOUT_MS);
    });
    try {
      await opened;
    } catch {
      socket.close();
      throw await whyRefused();
    }
    return new ControlSocket(socket);
  }

  /** @param {object} command without waiting for what becomes of it */
  send(command) {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(command));
    }
  }

  /**
   * @param {object} command
   * @returns {Promise<void>} when the server carried it out
   * @throws {Refused} when it did not
   */
  ask(command) {
    const id = `page-${++this.#commands}`;
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed });
      this.send({ ...command, id });
    });
  }

  /** @param {ArrayBuffer} frame */
  sendAudio(frame) {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(frame);
    }
  }

  close() {
    this.#socket.close();
  }

  #onText(/** @type {string} */ text) {
    const event = JSON.parse(text);
    const waiting = this.#waiting.get(event.id);
    if (waiting && (event.event === 'ack' || event.event === 'error')) {
      this.#waiting.delete(event.id);
      event.event === 'ack' ? waiting.done() : waiting.failed(new Refused(event.error));
    }
    this.onEvent(event);
  }

  #onClose() {
    this.#waiting.forEach(({ failed }) => failed(new Refused('the call ended')));
    this.#waiting.clear();
    this.onClose();
  }
}

/** A browser hides why a WebSocket was refused; the server's own status tells the common reasons. @returns {Promise<Error>} */
async function whyRefused() {
  try {
    const answer = await request('/status');
    const { node, calls } = await answer.json();
    if (node?.draining) {
      return new Refused('The server is shutting down and takes no new calls.');
    }
    return calls && calls.running >= calls.max
      ? new Refused(`The server has its ${calls.max} calls and takes no more.`)
      : new Refused('The server refused the call. Try again in a moment.');
  } catch (problem) {
    return problem instanceof TokenWanted ? problem : new Refused('The server cannot be reached.');
  }
}
