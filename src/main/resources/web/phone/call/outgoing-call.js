/** A call to a number or SIP address. */

import { Ringing } from '../audio/tones.js';
import { BridgedCall } from './bridged-call.js';
import { rejection } from './words.js';

/** @typedef {import('./control-socket.js').ServerEvent} ServerEvent */

export class OutgoingCall extends BridgedCall {
  #callee;
  #ringback = new Ringing('ringback', this.facts.settings.speaker);
  #ringing = false;

  /** @param {import('./call.js').CallFacts} facts @param {string} callee */
  constructor(facts, callee) {
    super(facts);
    this.#callee = callee;
  }

  /** @override */
  async connect() {
    await this.openLeg();
    await this.openFar(`phone-${crypto.randomUUID()}`);
    const caller = this.facts.settings.caller;
    this.far?.send({ command: 'invite', option: { callee: this.#callee, ...(caller ? { caller } : {}) } });
  }

  /** @override @param {ServerEvent} event */
  onFarEvent(event) {
    if (event.event === 'ringing') {
      this.#onRinging(event.earlyMedia === true);
    } else if (event.event === 'answer') {
      this.#silence();
      this.bridge().then(() => this.connected());
    } else if (event.event === 'reject') {
      this.finish(rejection(event.code, event.reason));
    } else if (event.event === 'error' && !this.connectedAt) {
      this.finish(event.error, 'error');
    } else {
      super.onFarEvent(event);
    }
  }

  #onRinging(/** @type {boolean} */ earlyMedia) {
    if (earlyMedia) {
      this.#silence();
      this.change('early');
      this.bridge();
    } else if (!this.#ringing && this.state !== 'early') {
      this.#ringing = true;
      this.#ringback.start();
      this.change('ringing');
    }
  }

  #silence() {
    this.#ringback.stop();
  }

  /** @override */
  release() {
    this.#silence();
    super.release();
  }
}
