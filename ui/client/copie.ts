/** « 123 456 782 00010 » is copied as 12345678200010: no-break spaces between groups of digits are for the eye. */
export function copierSansEspaces() {
  document.addEventListener('copy', (e) => {
    const choisi = getSelection()?.toString().trim() ?? ''
    if (!/^\d+(\u00a0\d+)+$/.test(choisi) || !e.clipboardData) return
    e.clipboardData.setData('text/plain', choisi.replaceAll('\u00a0', ''))
    e.preventDefault()
  })
}
