/** A call to an agent of this server, which comes with the own leg. */

import { Call } from './call.js';

export class AgentCall extends Call {
  /** @override */
  async connect() {
    await this.openLeg(this.facts.target);
    this.connected();
  }

  /** @override @param {string} digit */
  sendDigit(digit) {
    this.leg?.dtmf(digit);
  }

  /** @override @param {boolean} held */
  async negotiateHold(held) {
    await this.leg?.hold(held);
  }
}
