/** The tabs beside the phone: arrow keys move between them (WAI-ARIA tabs pattern). */

const tabs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[role="tab"]')]);

/** @param {string} name of the panel: talk, events, health or recent */
export function openTab(name) {
  tabs.forEach((tab) => {
    const chosen = tab.id === `tab-${name}`;
    tab.setAttribute('aria-selected', String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '');
    panel?.toggleAttribute('hidden', !chosen);
  });
}

export function setUpTabs() {
  tabs.forEach((tab, index) => {
    tab.addEventListener('click', () => openTab(nameOf(tab)));
    tab.addEventListener('keydown', (event) => {
      const next = neighbour(index, event.key);
      if (next) {
        event.preventDefault();
        openTab(nameOf(next));
        next.focus();
      }
    });
  });
}

function nameOf(/** @type {HTMLElement} */ tab) {
  return tab.id.replace('tab-', '');
}

function neighbour(/** @type {number} */ index, /** @type {string} */ key) {
  const moves = /** @type {Record<string, number>} */ ({ ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: -1 });
  return key in moves ? tabs.at(moves[key] % tabs.length) : undefined;
}
