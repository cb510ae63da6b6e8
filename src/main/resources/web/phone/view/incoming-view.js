/** A call that rings: a panel over everything, a blinking title, a notification where the user allowed them. */

import { byId, write } from '../../shared/elements.js';
import { displayName } from '../phone.js';

const BLINK_MS = 1000;

export class IncomingView {
  #dialog = /** @type {HTMLDialogElement} */ (byId('incoming'));
  #title = document.title;
  #blink = 0;
  #shown = '';
  /** @type {Notification | null} */
  #notification = null;

  /** @param {import('../phone.js').Phone} phone */
  constructor(phone) {
    this.phone = phone;
    byId('accept').addEventListener('click', () => this.#answer((offer) => phone.accept(offer)));
    byId('decline').addEventListener('click', () => this.#answer((offer) => phone.decline(offer)));
    this.#dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.#answer((offer) => phone.decline(offer));
    });
  }

  render() {
    const offer = this.phone.offers.current;
    byId('accept').lastElementChild?.replaceChildren(this.phone.busy ? 'End call, accept' : 'Accept');
    if (offer?.id === this.#shown || (!offer && this.#shown === '')) {
      return;
    }
    this.#hide();
    if (offer) {
      this.#show(offer);
    }
  }

  #answer(/** @type {(offer: import('../call/incoming-watch.js').Offer) => void} */ how) {
    const offer = this.phone.offers.current;
    if (offer) {
      how(offer);
    }
  }

  #show(/** @type {import('../call/incoming-watch.js').Offer} */ offer) {
    const name = displayName(offer.caller);
    this.#shown = offer.id;
    write(byId('incoming-title'), name);
    write(byId('incoming-address'), offer.caller);
    this.#dialog.showModal();
    byId('accept').focus();
    this.#blink = window.setInterval(() => {
      document.title = document.title === this.#title ? `☎ ${name} is calling` : this.#title;
    }, BLINK_MS);
    if ('Notification' in window && Notification.permission === 'granted' && document.hidden) {
      this.#notification = new Notification(`${name} is calling`, { icon: '/phone/icon.svg', tag: offer.id });
    }
  }

  #hide() {
    clearInterval(this.#blink);
    document.title = this.#title;
    this.#notification?.close();
    this.#notification = null;
    this.#shown = '';
    this.#dialog.close();
  }
}
