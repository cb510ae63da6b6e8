/** The keys of the keyboard: digits anywhere, and one letter for each control of a call. */

import { byId } from '../../shared/elements.js';

/** @typedef {import('../phone.js').Phone} Phone */

/** @param {Phone} phone @param {import('./pad-view.js').PadView} pad @param {{hold: () => void}} callView */
export function listenToKeyboard(phone, pad, callView) {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isElsewhere(event)) {
      return;
    }
    if (/^[0-9*#]$/.test(event.key)) {
      event.preventDefault();
      pad.press(event.key);
    } else if (phone.busy) {
      control(phone, callView, event.key);
    } else if (event.key === '+' && !phone.call) {
      event.preventDefault();
      pad.onPlus();
    }
  });
}

/** In a field or a dialog the keys mean what they say there. */
function isElsewhere(/** @type {KeyboardEvent} */ { target }) {
  const element = /** @type {HTMLElement} */ (target);
  return element.closest('input, select, textarea, dialog') !== null;
}

function control(/** @type {Phone} */ phone, /** @type {{hold: () => void}} */ callView, /** @type {string} */ key) {
  const actions = /** @type {Record<string, () => void>} */ ({
    m: () => phone.call?.mute(),
    h: () => !(/** @type {HTMLButtonElement} */ (byId('hold')).disabled) && callView.hold(),
    k: () => byId('keypad').click(),
    Escape: () => phone.call?.hangup(),
  });
  actions[key]?.();
}
