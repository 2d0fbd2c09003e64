/* Where one stands in the grid, how to get there again once it is drawn anew, and what to press. */
(() => {
  if (window.kjrPlaces) return;
  const HOME = ".st-key-typing";
  const ACTS = 'button, a, label, summary, [role="radio"]';
  const PATIENCE = 15000;  /* Milliseconds a busy page may take. */
  const SURE = 500;  /* Milliseconds after which what a screen reader finds is up to date. */
  const SCREEN = 300;  /* Pixels of rows that are surely drawn at a time. */

  const sleep = () => new Promise(done => setTimeout(done, 5));
  const until = async (holds, patience = PATIENCE) => {
    const end = Date.now() + patience;
    while (!holds() && Date.now() < end) await sleep();
    return holds();
  };
  /* The grid moves on, and only then knows where it stands. */
  const paint = async () => {
    for (let frames = 0; frames < 4; frames++) await new Promise(requestAnimationFrame);
  };
  const isAtRest = () => document.querySelector('[data-testid="stApp"]')
    ?.dataset.testScriptState === "notRunning";
  const grid = () => document.querySelector(`${HOME} canvas`);
  const chosen = () => grid()?.querySelector('[role="gridcell"][aria-selected="true"]');

  /* The cell one is in: its column by the head, its row by the number in the sheet, which stands
     in a column of its own; where people have hidden that, by its place. */
  const NUMBER = "行";
  const column = head => [...grid()?.querySelectorAll("th") ?? []]
    .find(each => each.textContent === head)?.ariaColIndex;
  const cells = at => [...grid()?.querySelectorAll(`td[aria-colindex="${at}"]`) ?? []];
  const place = cell => cell.id.split("-")[3];
  const numbers = () => {
    const at = column(NUMBER);
    return new Map(cells(at ?? 1).map(cell => [place(cell), at ? cell.textContent : place(cell)]));
  };
  const isDrawn = () => cells(1).length > 0;
  const scroller = () => document.querySelector(`${HOME} .dvn-scroller`);
  const find = ({ head, number }) => {
    const row = [...numbers()].find(([, each]) => each === number)?.[0];
    return cells(column(head)).find(cell => place(cell) === row);
  };
  const spot = () => {
    const cell = chosen();
    if (!cell) return null;
    const head = grid().querySelector(`th[aria-colindex="${cell.ariaColIndex}"]`)?.textContent;
    const { scrollTop: top, scrollLeft: left } = scroller();
    return { head, number: numbers().get(place(cell)), top, left };
  };
  /* Where a cell is on the screen, which the grid alone knows. */
  const reach = cell => {
    const [at, row] = cell.id.split("-").slice(2).map(Number);
    const key = Object.keys(grid()).find(each => each.startsWith("__reactFiber"));
    for (let part = grid()[key]; part; part = part.return) {
      const place = part.ref?.current?.getBounds?.(at, row);
      if (place) return place;
    }
    return grid().getBoundingClientRect();
  };
  /* What a screen reader finds follows a moment after the rows. */
  const show = async (where, top) => {
    const drawn = () => [...numbers().keys()].join();
    const before = drawn();
    scroller().scrollTo(where.left, top);
    await until(() => find(where) || drawn() !== before, SURE);
  };
  /* Gives whether it is there: mostly where it was, else found by halves, as a grid that was drawn
     anew has its rows in the sheet's order. */
  const goTo = async where => {
    if (!where) return false;
    await until(isDrawn);
    let low = -SCREEN, high = scroller().scrollHeight;  /* above the first row no row is missed */
    for (let top = where.top; !find(where); top = (low + high) / 2) {
      if (high - low < SCREEN) return false;
      await show(where, top);
      const first = [...numbers().values()][0];
      if (Number(first) > Number(where.number)) high = top;
      else low = top;
    }
    HTMLElement.prototype.focus.call(find(where));  /* a cell's own may leave it to its canvas */
    await paint();
    return true;
  };

  window.kjrPlaces =
    { ACTS, sleep, until, paint, isAtRest, grid, chosen, isDrawn, spot, reach, goTo };
})();
