export interface MultipartForm {
  fields: Map<string, string>
  file: { name: string; content: Buffer } | null
}

/** The fields and the one file of a multipart body; a field sent twice keeps its first value. @throws an error with statusCode 400 */
export async function readMultipart(body: Buffer, type: string, fileField: string): Promise<MultipartForm> {
  const form: MultipartForm = { fields: new Map(), file: null }
  const data = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => {
    throw Object.assign(new Error('unreadable multipart body'), { statusCode: 400 })
  })
  for (const [name, value] of data) {
    if (typeof value === 'string') {
      if (!form.fields.has(name)) form.fields.set(name, value)
      // Where none was chosen, a browser sends one without a name.
    } else if (name === fileField && (value.size || value.name) && !form.file)
      form.file = { name: value.name, content: Buffer.from(await value.arrayBuffer()) }
  }
  return form
}
