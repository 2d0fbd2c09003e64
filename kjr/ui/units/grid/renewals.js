/* While a pressed button may draw the grid anew, the old one takes no typing: that would go with it.

   The button that saves goes on with the same grid, and so may whoever types. */
(() => {
  if (window.kjrRenewals) return;
  window.kjrRenewals = true;
  const { sleep, isAtRest } = window.kjrPlaces;
  const HOME = ".st-key-typing";
  const ASKS = '[data-testid="stButton"], [data-testid="stFormSubmitButton"]';
  const SAVE = '[class*="st-key-save-grid-"]';
  const PATIENCE = 10000;  /* Milliseconds in which a busy server begins to answer. */
  const FAINT = "0.5";
  let presses = 0;

  const awaitAnswer = async () => {
    const home = document.querySelector(HOME), end = Date.now() + PATIENCE;
    if (!home) return;
    const press = ++presses;
    home.inert = true;
    home.style.opacity = FAINT;
    for (let isRun = false; !(isRun && isAtRest()) && (isRun || Date.now() < end); await sleep())
      isRun ||= !isAtRest();
    if (press !== presses) return;  /* the next one waits still */
    home.inert = false;
    home.style.opacity = "";
  };

  window.addEventListener("click", event => {
    const button = event.target.closest?.("button");
    if (button?.closest(ASKS) && !button.closest(`${HOME}, ${SAVE}`)) awaitAnswer();
  }, true);
  /* Enter in a field sends its form without a click. */
  window.addEventListener("keydown", event => {
    const isSending = event.key === "Enter" && event.target.closest?.('[data-testid="stForm"] input');
    if (isSending) awaitAnswer();
  }, true);
})();
