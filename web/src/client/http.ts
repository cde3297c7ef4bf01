// One door to the API: anti-forgery value, language, and problems as typed errors.
import type { Language, ProblemJson, Text } from './types'

export class ApiProblem extends Error {
  readonly status: number
  readonly problem: ProblemJson
  constructor(status: number, problem: ProblemJson) {
    super(problem.detail)
    this.status = status
    this.problem = problem
  }
  what(language: Language): string {
    return this.problem.detail_text?.[language] ?? this.problem.detail
  }
  next(language: Language): string {
    return (this.problem.next_step_text as Text | null | undefined)?.[language] ?? this.problem.next_step ?? ''
  }
}

let csrf = ''
export const setCsrf = (value: string) => { csrf = value }

type Params = Record<string, string | number | boolean | string[] | null | undefined>

export function address(path: string, params: Params = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) value.forEach(v => search.append(name, v))
    else if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return `/api/v1${path}${text ? `?${text}` : ''}`
}

async function send<T>(method: string, path: string, params: Params = {}, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { 'accept-language': document.documentElement.lang || 'en' }
  if (method !== 'GET') headers['x-foresail-csrf'] = csrf
  const form = body instanceof FormData
  if (body !== undefined && !form) headers['content-type'] = 'application/json'
  const response = await fetch(address(path, params), {
    method, headers, credentials: 'same-origin', body: body === undefined ? undefined : form ? body : JSON.stringify(body),
  })
  if (response.status === 204) return undefined as T
  const text = await response.text()
  const content: unknown = text ? JSON.parse(text) : null
  if (!response.ok) throw new ApiProblem(response.status, (content ?? { code: 'problem', detail: response.statusText }) as ProblemJson)
  return content as T
}

export const get = <T>(path: string, params?: Params) => send<T>('GET', path, params)
export const post = <T>(path: string, body?: unknown) => send<T>('POST', path, {}, body ?? {})
export const put = <T>(path: string, body: unknown) => send<T>('PUT', path, {}, body)
export const patch = <T>(path: string, body: unknown) => send<T>('PATCH', path, {}, body)
export const remove = <T>(path: string) => send<T>('DELETE', path)
export const upload = <T>(path: string, form: FormData) => send<T>('POST', path, {}, form)
