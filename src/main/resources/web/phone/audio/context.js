/** The page's one audio context. Browsers let it sound only after the user touched the page. */

/** @type {AudioContext | null} */
let context = null;

/** @returns {AudioContext} running as soon as the browser allows */
export function audioContext() {
  context ??= new AudioContext({ latencyHint: 'interactive' });
  if (context.state === 'suspended') {
    context.resume().catch(() => {
      // Not yet allowed; the next touch tries again.
    });
  }
  return context;
}

/** Prepares sound on the first touch of the page, so that a ring tone is allowed later. */
export function unlockOnFirstTouch() {
  const unlock = () => {
    audioContext();
    removeEventListener('pointerdown', unlock);
    removeEventListener('keydown', unlock);
  };
  addEventListener('pointerdown', unlock);
  addEventListener('keydown', unlock);
}
