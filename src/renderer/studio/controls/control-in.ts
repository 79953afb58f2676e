const CONTROLS =
  'input:not([type="hidden"], [type="file"]), [role="slider"], button:not(.k-reset), [tabindex="0"]';

/** What the keyboard operates in a field: of several choices the chosen one, and not the button that sets the field back. */
export const controlIn = (field: Element): HTMLElement | null =>
  field.querySelector<HTMLElement>('input[type="radio"]:checked') ??
  field.querySelector<HTMLElement>(CONTROLS);
