/**
 * A call of this page from the first click to its end: microphone, loudspeaker, own leg, state. What it is connected to is its
 * subclass's business: an agent, somebody called, somebody calling.
 */

import { TokenWanted } from '../../shared/access.js';
import { Microphone } from '../audio/microphone.js';
import { MicrophoneProblem } from '../audio/devices.js';
import { Speaker } from '../audio/speaker.js';
import { DtmfQueue } from './dtmf-queue.js';
import { OwnLeg } from './own-leg.js';
import { ending } from './words.js';

/** @typedef {import('../store/settings.js').Settings} Settings */
/** @typedef {import('./control-socket.js').ServerEvent} ServerEvent */
/** @typedef {import('./words.js').CallState} CallState */

/**
 * @typedef {object} CallFacts
 * @property {'agent' | 'out' | 'in'} kind
 * @property {string} name as shown
 * @property {string} target what a redial calls
 * @property {'webrtc' | 'websocket'} path of the audio
 * @property {Readonly<Settings>} settings
 */

export class Call {
  /** @type {CallState} */
  state = 'calling';
  /** Why it ended, in words. */
  reason = '';
  /** @type {MicrophoneProblem | null} */
  microphoneProblem = null;
  wantsToken = false;
  startedAt = Date.now();
  connectedAt = 0;
  endedAt = 0;
  held = false;
  microphone = new Microphone();
  speaker = new Speaker();
  /** @type {OwnLeg | null} */
  leg = null;
  #byUser = false;
  #digits = new DtmfQueue((digit) => this.sendDigit(digit));

  onChange = () => {};
  /** @type {(event: ServerEvent, side: 'own' | 'far') => void} */
  onEvent = () => {};

  /** @param {CallFacts} facts */
  constructor(facts) {
    this.facts = facts;
  }

  get ended() {
    return this.state === 'ended' || this.state === 'error';
  }

  /** Seconds since it was answered, time on hold included. */
  get talked() {
    return this.connectedAt ? ((this.endedAt || Date.now()) - this.connectedAt) / 1000 : 0;
  }

  async start() {
    try {
      await this.microphone.open(this.facts.settings);
      if (!this.ended) {
        await this.connect();
      }
    } catch (problem) {
      this.#fail(problem);
    }
  }

  /** Reaches the other side. @returns {Promise<void>} */
  async connect() {
    throw new Error('a call connects to something');
  }

  /** @param {string} _digit one tone to the other side */
  sendDigit(_digit) {
    throw new Error('a call has somebody who takes digits');
  }

  /** Tells the other side. @param {boolean} _held @returns {Promise<void>} */
  async negotiateHold(_held) {
    throw new Error('a call has somebody to hold');
  }

  /** Opens the own leg and lets it be heard. @param {string} [agent] */
  async openLeg(agent) {
    const leg = await OwnLeg.open({
      kind: this.facts.path,
      relayOnly: this.facts.settings.relayOnly,
      agent,
      microphone: this.microphone.output,
      onEvent: (event) => this.#onOwnEvent(event),
    });
    if (this.ended) {
      leg.close();
      return;
    }
    this.leg = leg;
    leg.onClose = () => this.finish(this.reason || 'The connection to the server was lost', 'error');
    leg.onIce = (state) => this.#onIce(state);
    await this.speaker.play(leg.audio.stream, this.facts.settings);
  }

  /** @param {string} digit @returns {boolean} whether it is one */
  press(digit) {
    return this.#digits.press(digit);
  }

  get muted() {
    return this.microphone.muted;
  }

  mute() {
    this.microphone.muted = !this.microphone.muted;
    this.onChange();
  }

  /** @throws {import('./control-socket.js').Refused} when the other side does not agree */
  async hold() {
    const held = !this.held;
    await this.negotiateHold(held);
    if (!this.ended) {
      this.held = held;
      this.microphone.held = held;
      this.speaker.held = held;
      this.state = held ? 'held' : 'connected';
      this.onChange();
    }
  }

  hangup() {
    this.#byUser = true;
    this.finish('You hung up');
  }

  connected() {
    if (!this.ended) {
      this.connectedAt ||= Date.now();
      this.change('connected');
    }
  }

  /** @param {CallState} state */
  change(state) {
    if (!this.ended) {
      this.state = state;
      this.onChange();
    }
  }

  /** Ends it once; everything it holds is let go of. @param {string} reason @param {'ended' | 'error'} [state] */
  finish(reason, state = 'ended') {
    if (this.ended) {
      return;
    }
    this.reason = reason;
    this.state = state;
    this.endedAt = Date.now();
    this.#digits.clear();
    this.release();
    this.onChange();
  }

  release() {
    this.leg?.close();
    this.microphone.close();
    this.speaker.close();
  }

  /** @param {ServerEvent} event that ends the call */
  finishBy(event) {
    this.finish(ending(event.reason, this.#byUser));
  }

  #onOwnEvent(/** @type {ServerEvent} */ event) {
    this.onEvent(event, 'own');
    if (event.event === 'hangup' && this.leg) {
      this.finishBy(event);
    }
  }

  #onIce(/** @type {RTCIceConnectionState} */ state) {
    if (state === 'failed') {
      this.finish('The connection was lost', 'error');
    } else if (state === 'disconnected' && this.connectedAt) {
      this.change('reconnecting');
    } else if (state === 'connected' && this.state === 'reconnecting') {
      this.change(this.held ? 'held' : 'connected');
    }
  }

  #fail(/** @type {unknown} */ problem) {
    this.microphoneProblem = problem instanceof MicrophoneProblem ? problem : null;
    this.wantsToken = problem instanceof TokenWanted;
    this.finish(problem instanceof Error ? problem.message : String(problem), 'error');
  }
}
