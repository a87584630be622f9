/** The mark: the arch of a hearth, the fire in it, the stone before it. */
export function Hearth() {
  return (
    <svg class="hearth" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path class="hearth-arch" d="M9 41V23a15 15 0 0 1 30 0v18" />
      <path class="hearth-stone" d="M5 41h38" />
      <path
        class="hearth-fire"
        d="M25 15c1 5 7 8 7 15a8 8 0 0 1-16 0c0-4 2-6 3-9 1.5 1.5 2.5 3 3 5 2-3 3-6 3-11z"
      />
    </svg>
  );
}
