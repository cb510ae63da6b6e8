/** A call whose other side is a SIP leg of its own, steered over a second socket and bridged to the page's leg. */

import { Call } from './call.js';
import { ControlSocket } from './control-socket.js';
import { GAP_MS, TONE_MS } from './dtmf-queue.js';

/** @typedef {import('./control-socket.js').ServerEvent} ServerEvent */

export class BridgedCall extends Call {
  /** @type {ControlSocket | null} */
  far = null;
  #bridged = false;

  /** Opens the socket of the SIP leg. @param {string} id */
  async openFar(id) {
    const far = await ControlSocket.open('/call/sip', { id });
    if (this.ended) {
      far.close();
      return;
    }
    this.far = far;
    far.onClose = () => this.finish('The other side is gone');
    far.onEvent = (event) => {
      this.onEvent(event, 'far');
      this.onFarEvent(event);
    };
  }

  /** @param {ServerEvent} event */
  onFarEvent(event) {
    if (event.event === 'hangup') {
      this.finishBy(event);
    }
  }

  /** Lets both legs hear each other; once. */
  async bridge() {
    if (!this.#bridged && this.far && this.leg) {
      this.#bridged = true;
      await this.far.ask({ command: 'bridge', targetSessionId: this.leg.id }).catch((problem) => {
        this.finish(`The call could not be connected: ${problem.message}`, 'error');
      });
    }
  }

  /** @override @param {string} digits */
  sendDigit(digits) {
    this.far?.send({ command: 'sendDtmf', digits, durationMs: TONE_MS, gapMs: GAP_MS });
  }

  /** @override @param {boolean} held */
  async negotiateHold(held) {
    await this.far?.ask({ command: held ? 'hold' : 'unhold' });
  }

  /** @override */
  release() {
    this.far?.send({ command: 'hangup', initiator: this.facts.kind === 'in' ? 'callee' : 'caller' });
    this.far?.close();
    super.release();
  }
}
