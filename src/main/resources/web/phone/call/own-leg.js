/**
 * The page's own leg: one control socket and the audio that goes with it, WebRTC where server and browser can, else over the socket
 * itself. An agent may come with it, or it is bridged to another leg.
 */

import { SocketAudio } from '../audio/socket-audio.js';
import { WebRtcAudio } from '../audio/webrtc-audio.js';
import { ControlSocket, Refused } from './control-socket.js';

/** @typedef {import('./control-socket.js').ServerEvent} ServerEvent */

const ANSWER_TIMEOUT_MS = 15000;
const RESTART_AFTER_MS = 3000;

export class OwnLeg {
  #socket;
  #hungUp = false;
  /** @type {WebRtcAudio | SocketAudio} set before anyone sees the leg */
  audio = /** @type {any} */ (null);
  /** @type {((event: ServerEvent) => void)[]} */
  #watchers = [];

  /** @type {(event: ServerEvent) => void} */
  onEvent = () => {};
  /** @type {() => void} */
  onClose = () => {};
  /** @type {(state: RTCIceConnectionState) => void} */
  onIce = () => {};

  /** @param {string} id @param {ControlSocket} socket */
  constructor(id, socket) {
    this.id = id;
    this.#socket = socket;
    socket.onEvent = (event) => {
      this.#watchers.forEach((watch) => watch(event));
      this.onEvent(event);
    };
    socket.onClose = () => this.#onClosed();
  }

  /**
   * Opens and answers it.
   *
   * @param {object} of
   * @param {'webrtc' | 'websocket'} of.kind
   * @param {boolean} of.relayOnly WebRTC audio goes through a TURN server or not at all
   * @param {string} [of.agent] who controls it beside the page
   * @param {AudioNode} of.microphone
   * @param {(event: ServerEvent) => void} of.onEvent
   * @returns {Promise<OwnLeg>}
   * @throws {Refused}
   */
  static async open({ kind, relayOnly, agent, microphone, onEvent }) {
    const id = `phone-${crypto.randomUUID()}`;
    const socket = await ControlSocket.open(kind === 'webrtc' ? '/call/webrtc' : '/ws', { id, ...(agent ? { agent } : {}) });
    const leg = new OwnLeg(id, socket);
    leg.onEvent = onEvent;
    try {
      // Who talks to an agent may interrupt it; who is bridged to a person is not listened to.
      const option = agent ? { vad: { type: 'silero', silencePadding: 500 } } : {};
      await (kind === 'webrtc' ? leg.#startWebRtc(microphone, relayOnly, option) : leg.#startSocket(microphone, option));
    } catch (problem) {
      leg.close();
      throw problem;
    }
    return leg;
  }

  /** @param {object} command @returns {Promise<void>} @throws {Refused} */
  ask(command) {
    return this.#socket.ask(command);
  }

  /** A key was pressed, for the agent of this leg. @param {string} digit */
  dtmf(digit) {
    if (!(this.audio instanceof WebRtcAudio && this.audio.dtmf(digit))) {
      this.#socket.send({ command: 'dtmf', digit });
    }
  }

  /** By a new offer; over a socket there is nothing to negotiate. @param {boolean} held @throws {Refused} */
  async hold(held) {
    if (this.audio instanceof WebRtcAudio) {
      this.audio.held = held;
      await this.#reoffer(this.audio);
    }
  }

  /** Tells the server, for its records, what the page noticed. @param {object} data */
  report(data) {
    this.#socket.send({ command: 'custom', sender: 'phone', data });
  }

  hangup() {
    this.#hungUp = true;
    this.#socket.send({ command: 'hangup', initiator: 'caller' });
  }

  /** Lets go of everything; hangs up if that did not happen. */
  close() {
    if (!this.#hungUp) {
      this.hangup();
    }
    this.audio?.close();
    this.#socket.close();
  }

  async #startSocket(/** @type {AudioNode} */ microphone, /** @type {object} */ option) {
    const audio = await SocketAudio.open(microphone, (frame) => this.#socket.sendAudio(frame));
    this.audio = audio;
    this.#socket.onAudio = (frame) => audio.received(frame);
    const answered = this.#next('answer');
    this.#socket.send({ command: 'invite', option: { ...option, codec: 'pcm' } });
    await answered;
  }

  async #startWebRtc(/** @type {AudioNode} */ microphone, /** @type {boolean} */ relayOnly, /** @type {object} */ option) {
    const audio = await WebRtcAudio.open(microphone, relayOnly);
    this.audio = audio;
    const offer = await audio.offer();
    const answered = this.#next('answer');
    this.#socket.send({ command: 'invite', option: { ...option, offer } });
    audio.onCandidate = ({ candidate, sdpMid, sdpMLineIndex }) =>
      this.#socket.send({ command: 'addIceCandidate', candidate, sdpMid, sdpMlineIndex: sdpMLineIndex });
    audio.onIce = (state) => this.#onIce(audio, state);
    await audio.answered((await answered).sdp);
  }

  async #reoffer(/** @type {WebRtcAudio} */ audio, /** @type {RTCOfferOptions} */ options = {}) {
    const offer = await audio.offer(options);
    const updated = this.#next('updated');
    updated.catch(() => {
      // The refusal of the command below says more.
    });
    await this.ask({ command: 'update', offer });
    await audio.answered((await updated).sdp);
  }

  /** A path that broke is looked for anew (ICE restart); when that fails too, the server ends the call. */
  #onIce(/** @type {WebRtcAudio} */ audio, /** @type {RTCIceConnectionState} */ state) {
    this.onIce(state);
    if (state === 'disconnected') {
      setTimeout(() => {
        if (audio.ice === 'disconnected' || audio.ice === 'failed') {
          this.#reoffer(audio, { iceRestart: true }).catch(() => {});
        }
      }, RESTART_AFTER_MS);
    }
  }

  /** The next event of a name; fails with the server's words when an error or the end comes first. */
  #next(/** @type {string} */ name) {
    return new Promise((/** @type {(event: ServerEvent) => void} */ done, failed) => {
      const timer = setTimeout(() => end(new Refused('The server did not answer in time.')), ANSWER_TIMEOUT_MS);
      const end = (/** @type {Error | null} */ problem) => {
        clearTimeout(timer);
        this.#watchers = this.#watchers.filter((each) => each !== watch);
        if (problem) {
          failed(problem);
        }
      };
      const watch = (/** @type {ServerEvent} */ event) => {
        if (event.event === name) {
          end(null);
          done(event);
        } else if (event.event === 'error' || event.event === 'reject' || event.event === 'hangup') {
          end(new Refused(event.error ?? event.reason ?? 'The server ended the call.'));
        }
      };
      this.#watchers.push(watch);
    });
  }

  #onClosed() {
    this.#hungUp = true;
    this.#watchers.forEach((watch) => watch({ event: 'hangup', reason: 'The connection to the server was lost.' }));
    this.onClose();
  }
}
