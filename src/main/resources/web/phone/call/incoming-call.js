/** A call that somebody makes to this phone's name, once the user accepts it. */

import { BridgedCall } from './bridged-call.js';
import { Refused } from './control-socket.js';

/** @typedef {import('./control-socket.js').ServerEvent} ServerEvent */

export class IncomingCall extends BridgedCall {
  #id;

  /** @param {import('./call.js').CallFacts} facts @param {string} id of the call that rings */
  constructor(facts, id) {
    super(facts);
    this.#id = id;
  }

  /** @override */
  async connect() {
    await this.openLeg();
    try {
      await this.openFar(this.#id);
    } catch (problem) {
      throw problem instanceof Refused ? new Refused('Answered elsewhere, or the caller gave up') : problem;
    }
    this.far?.send({ command: 'accept', option: {} });
  }

  /** @override @param {ServerEvent} event */
  onFarEvent(event) {
    if (event.event === 'answer') {
      this.bridge().then(() => this.connected());
    } else if (event.event === 'reject') {
      this.finish('The caller gave up');
    } else {
      super.onFarEvent(event);
    }
  }
}
