// Keys of the office: "/" goes to search, j and k walk the rows of a list, Enter opens one.
(() => {
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const rows = () => [...document.querySelectorAll("table.list tbody tr:has(a)")];
  const walk = (step) => {
    const all = rows();
    const at = all.findIndex((row) => row.classList.contains("is-at"));
    const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
    if (!next) return;
    all[at]?.classList.remove("is-at");
    next.classList.add("is-at");
    next.querySelector("a").focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const search = document.querySelector("[data-key='/']");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    } else if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
  });

  // Pages that refresh themselves ask on this beat: every 5 s, only while somebody is here. An
  // office left alone falls silent, so that the session ends when it should.
  const LEFT_ALONE = 5 * 60 * 1000;
  let touched = Date.now();
  for (const kind of ["pointerdown", "pointermove", "keydown", "scroll"])
    document.addEventListener(kind, () => (touched = Date.now()), { passive: true, capture: true });
  setInterval(() => {
    if (!document.hidden && Date.now() - touched < LEFT_ALONE) document.body.dispatchEvent(new Event("vatra:pulse"));
  }, 5000);
})();
