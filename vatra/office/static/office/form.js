// A form at a desk: what is typed while the page asks the server is kept; signatures are drawn.
(() => {
  const BOX = { width: 600, height: 300 };
  let typed = null;
  let caret = null;
  let unfolded = [];

  // ---- nothing typed is lost while the questions are drawn again
  const texts = (form) => [...form.querySelectorAll("input:not([type]), input[type=search], textarea")];
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.target.querySelector?.("form#intrare");
    if (!form) return;
    unfolded = [...form.querySelectorAll("details[open][id]")].map((row) => row.id);
    const at = document.activeElement;
    typed = new Map(texts(form).map((field) => [field.id, field.value]));
    caret = typed.has(at.id) ? { id: at.id, from: at.selectionStart, to: at.selectionEnd } : null;
  });
  document.addEventListener("htmx:afterSwap", () => {
    const form = document.querySelector("form#intrare");
    if (!form || !typed) return;
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
    for (const field of texts(form)) {
      if (!typed.get(field.id)) continue;
      field.value = typed.get(field.id);
      if (caret?.id === field.id) field.setSelectionRange(caret.from, caret.to);
    }
    typed = null;
    prepare();
  });

  // ---- signatures: strokes of [x, y, t] in a box of 600 x 300, as the phone draws them
  const strokesOf = (field) => {
    try {
      return JSON.parse(field.value || "[]");
    } catch {
      return [];
    }
  };
  const path = (strokes) =>
    strokes.map(([first, ...rest]) => `M${first[0]} ${first[1]}${rest.length ? rest.map(([x, y]) => `L${x} ${y}`).join("") : "h0.1"}`).join(" ");

  const prepareOne = (pad) => {
    const field = document.getElementById(pad.dataset.sign);
    const drawing = pad.querySelector("svg");
    const clear = pad.querySelector("[data-sign-clear]");
    let strokes = strokesOf(field);
    let began = 0;
    const show = () => {
      field.value = strokes.length ? JSON.stringify(strokes) : "";
      drawing.querySelector("path").setAttribute("d", path(strokes));
      clear.hidden = strokes.length === 0;
    };
    const point = (event) => {
      const box = drawing.getBoundingClientRect();
      const within = (value, size, limit) => Math.min(limit, Math.max(0, Math.round((value / size) * limit)));
      began ||= event.timeStamp;
      return [
        within(event.clientX - box.left, box.width, BOX.width),
        within(event.clientY - box.top, box.height, BOX.height),
        Math.round(event.timeStamp - began),
      ];
    };
    drawing.addEventListener("pointerdown", (event) => {
      drawing.setPointerCapture(event.pointerId);
      strokes = [...strokes, [point(event)]];
      show();
    });
    drawing.addEventListener("pointermove", (event) => {
      if (!drawing.hasPointerCapture(event.pointerId)) return;
      strokes.at(-1).push(point(event));
      show();
    });
    clear.addEventListener("click", () => {
      strokes = [];
      show();
    });
    clear.hidden = strokes.length === 0;
    pad.dataset.ready = "yes";
  };
  const prepare = () => {
    for (const pad of document.querySelectorAll("[data-sign]:not([data-ready])")) prepareOne(pad);
  };
  prepare();

  // ---- a fault, or a person already on file, is seen at once
  document.querySelector(".errors")?.focus();
})();
