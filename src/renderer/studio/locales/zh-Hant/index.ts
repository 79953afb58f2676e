/** Every area's texts, by its file. */
export default import.meta.glob<object>('./*.json', { eager: true, import: 'default' });
