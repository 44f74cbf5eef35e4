// test/browser/keyboard.mjs: a person without a mouse. On a page with `byKeyboard`, what a flow does with a locator is done by
// keys: Tab or Shift+Tab to it, then Enter, Space, arrows or text. What no key reaches, or has the focus where nobody sees it,
// is a fault of the page (WCAG 2.2, 2.1.1, 2.4.3, 2.4.11).

const STEPS_MOST = 400;
const TURNS_MOST = 4;

/* In the page: how the focus stands to `one`. A label stands for its field, a text for the button around it, a radio button for
 * its group, into which Tab comes once. */
function look(one) {
  const near = one.closest("a[href], button, summary, label, input, select, textarea, [tabindex]") ?? one;
  const goal = near instanceof HTMLLabelElement && near.control ? near.control : near;
  const at = document.activeElement;
  const group = (field) => field?.type === "radio" && field.name === goal.name && field.form === goal.form;
  const there = at === goal || (goal.type === "radio" && group(at));
  const box = at.getBoundingClientRect();
  return {
    there,
    back: at !== document.body && Boolean(goal.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
    seen: box.bottom >= 0 && box.top <= innerHeight,
    kind: ["checkbox", "radio", "file", "date"].find((kind) => goal.type === kind) ?? goal.tagName.toLowerCase(),
    checked: goal.checked,
    disabled: goal.disabled === true,
  };
}

/** Walks until `target`, which may be of another kind than it looks (a label of a hidden field), has the focus. */
async function reach(target, shown = "visible") {
  const { keyboard } = target.page();
  const patience = target.page().patience;
  await target.waitFor({ state: shown });
  const end = Date.now() + patience;
  let state = await target.evaluate(look);
  for (; state.disabled; state = await target.evaluate(look)) {
    if (Date.now() > end) {
      throw new Error(`${target} stays disabled`);
    }
    await target.page().waitForTimeout(50);
  }
  for (let steps = 0, turns = 0, before = state.back; !state.there; steps++) {
    if (steps > STEPS_MOST || turns > TURNS_MOST) {
      throw new Error(`no way by Tab to ${target}`);
    }
    await keyboard.press(state.back ? "Shift+Tab" : "Tab");
    state = await target.evaluate(look);
    turns += state.back === before ? 0 : 1;
    before = state.back;
  }
  if (!state.seen) {
    throw new Error(`${target} has the focus and is not in the window`);
  }
  return state;
}

/** Arrows until the radio button is the chosen one. */
async function choose(target) {
  const { keyboard } = target.page();
  for (let steps = 0; !(await target.evaluate(look)).checked; steps++) {
    if (steps > 20) {
      throw new Error(`no arrow chooses ${target}`);
    }
    await keyboard.press(steps === 0 ? "Space" : "ArrowDown");
  }
}

async function press(target, times) {
  const { keyboard } = target.page();
  const { kind } = await reach(target);
  if (kind === "radio") {
    await choose(target);
    return;
  }
  if (["input", "textarea", "select", "date"].includes(kind)) {
    return; // it has the focus, as after a click
  }
  for (let i = 0; i < times; i++) {
    await keyboard.press(kind === "checkbox" ? "Space" : "Enter");
  }
}

async function tick(target, wanted) {
  const state = await reach(target);
  if (state.kind === "radio") {
    await choose(target);
  } else if (state.checked !== wanted) {
    await target.page().keyboard.press("Space");
  }
}

async function select(target, wanted) {
  await reach(target);
  const places = await target.evaluate(
    (field, value) => [field.selectedIndex, [...field.options].findIndex((one) => one.value === value || one.label === value)],
    typeof wanted === "string" ? wanted : (wanted.value ?? wanted.label),
  );
  const to = typeof wanted === "object" && "index" in wanted ? wanted.index : places[1];
  for (let steps = Math.abs(to - places[0]); steps > 0; steps--) {
    await target.page().keyboard.press(to > places[0] ? "ArrowDown" : "ArrowUp");
  }
}

async function type(target, text) {
  const { keyboard } = target.page();
  await reach(target);
  await keyboard.press("Control+A");
  await (text === "" ? keyboard.press("Delete") : keyboard.insertText(text));
}

const drawn = (target) => target.evaluate((field) => ["date", "range"].includes(field.type)); // by each browser in its own way

/* What a person without a mouse does in place of each way of a locator; `own` is Playwright's. */
const ways = {
  click: (target) => press(target, 1),
  dblclick: (target) => press(target, 2),
  check: (target) => tick(target, true),
  uncheck: (target) => tick(target, false),
  focus: (target) => reach(target),
  selectOption: (target, _, wanted) => select(target, wanted),
  async fill(target, own, text) {
    await target.waitFor();
    if (await drawn(target)) {
      await reach(target);
      return own(text);
    }
    return type(target, text);
  },
  async press(target, own, key) {
    await reach(target);
    return target.page().keyboard.press(key);
  },
  async setInputFiles(target, own, ...files) {
    await reach(target, "attached");
    return own(...files);
  },
};

/** Once in a browser: pages with `byKeyboard` are used so, also by their own `click(selector)` and the like. */
export function teachKeyboard(page) {
  const locators = Object.getPrototypeOf(page.locator("body"));
  const pages = Object.getPrototypeOf(page);
  if (locators.taught) {
    return;
  }
  locators.taught = true;
  for (const [name, way] of Object.entries(ways)) {
    const own = locators[name];
    locators[name] = function (...words) {
      return this.page().byKeyboard ? way(this, own.bind(this), ...words) : own.apply(this, words);
    };
    const ownOfPage = pages[name];
    pages[name] = function (selector, ...words) {
      return this.byKeyboard ? this.locator(selector).first()[name](...words) : ownOfPage.call(this, selector, ...words);
    };
  }
}
