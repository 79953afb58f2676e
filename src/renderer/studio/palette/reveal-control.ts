import { controlIn } from '../controls/control-in';

/** How long a section may take to appear, milliseconds. */
const PATIENCE = 1_500;
/** How long the control is lit, milliseconds. */
const LIT = 2_500;

/** Scrolls to the control with this help or label in the open section, lights it up and puts the keyboard on it. */
export const revealControl = (label: string, help: string): void => {
  const until = performance.now() + PATIENCE;
  const look = () => {
    const panel = document.querySelector('.k-panel');
    const found = panel === null ? undefined : (findText(panel, help) ?? findText(panel, label));
    if (found !== undefined) light(found);
    else if (performance.now() < until) requestAnimationFrame(look);
  };
  // The dialog that asks for it gives the focus back first.
  setTimeout(look, 60);
};

const findText = (panel: Element, text: string): HTMLElement | undefined => {
  if (text === '') return undefined;
  for (const element of panel.querySelectorAll<HTMLElement>('label, p, span, h3, div'))
    if (element.childElementCount === 0 && element.textContent?.trim() === text)
      return element.closest<HTMLElement>('.k-field, .k-group') ?? element;
  return undefined;
};

const light = (field: HTMLElement): void => {
  field.scrollIntoView({ block: 'center' });
  field.classList.add('k-lit');
  setTimeout(() => field.classList.remove('k-lit'), LIT);
  controlIn(field)?.focus({ preventScroll: true });
};
