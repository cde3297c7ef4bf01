// Server state: what is asked, under which key, and how long it stays.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, post, remove, setCsrf } from './http'
import type { BlockData, Catalogue, Choices, Job, PageSpec, Result, Session } from './types'

export type Asked = Record<string, string | number | string[] | null | undefined>

export function useSession() {
  return useQuery({
    queryKey: ['session'], retry: false, staleTime: 30_000, refetchInterval: 60_000,
    queryFn: async () => {
      const session = await get<Session>('/session')
      setCsrf(session.csrf)
      return session
    },
  })
}
const generation = (session: Session | undefined) => session?.generation?.id ?? ''

/** Keys carry the generation, so that a new one is fetched and an old one is never mixed in. */
export function useGeneration() {
  return generation(useSession().data)
}
export function useCatalogue() {
  const id = useGeneration()
  return useQuery({ queryKey: ['catalogue', id], queryFn: () => get<Catalogue>('/catalogue'), placeholderData: keepPreviousData })
}
export function useChoices() {
  const id = useGeneration()
  return useQuery({ queryKey: ['filters', id], enabled: !!id, queryFn: () => get<Choices>('/filters') })
}
export const pageQuery = (pageId: string) => ({ queryKey: ['page', pageId], queryFn: () => get<PageSpec>(`/pages/${pageId}`), staleTime: Infinity })
export function usePage(pageId: string) {
  return useQuery(pageQuery(pageId))
}
export function useBlock(pageId: string, number: number, asked: Asked) {
  const id = useGeneration()
  return useQuery({
    queryKey: ['block', id, pageId, number, asked], placeholderData: keepPreviousData,
    queryFn: () => get<BlockData>(`/pages/${pageId}/blocks/${number}`, asked),
  })
}
export function useResult(path: string, asked: Asked, enabled = true) {
  const id = useGeneration()
  return useQuery({ queryKey: ['result', id, path, asked], enabled, placeholderData: keepPreviousData, queryFn: () => get<Result>(path, asked) })
}
export function useJson<T>(path: string, enabled = true) {
  const id = useGeneration()
  return useQuery({ queryKey: ['json', id, path], enabled, queryFn: () => get<T>(path) })
}
export function useResultOf<T>(path: string, asked: Asked) {
  return useQuery({ queryKey: ['json', path, asked], placeholderData: keepPreviousData, queryFn: () => get<T>(path, asked) })
}
export type Segment = {
  segment_id: string; name: string; note: string; condition: string; shared: boolean; made_by_name: string; changed_at: string; pinned_count: number; mine: boolean; may_change: boolean
}
export function useSegments() {
  return useQuery({ queryKey: ['segments'], queryFn: () => get<Segment[]>('/segments') })
}
/** Segments that an address names and that are not there for this person. */
export function useGoneSegments(asked: string[]) {
  const known = useSegments().data
  return known ? asked.filter(word => !known.some(s => s.segment_id === word || s.name === word)) : []
}
export function useJobs() {
  return useQuery({ queryKey: ['jobs'], queryFn: () => get<Job[]>('/jobs'), refetchInterval: 4_000 })
}
export function useJob(id: string | undefined) {
  return useQuery({
    queryKey: ['job', id], enabled: !!id, queryFn: () => get<Job>(`/jobs/${id}`),
    refetchInterval: query => (query.state.data && query.state.data.state !== 'running' ? false : 700),
  })
}
export function useBuild() {
  const cache = useQueryClient()
  return useMutation({ mutationFn: () => post<{ job: string }>('/builds'), onSuccess: () => cache.invalidateQueries({ queryKey: ['jobs'] }) })
}
export function useCancel() {
  const cache = useQueryClient()
  return useMutation({ mutationFn: (id: string) => remove<Job>(`/jobs/${id}`), onSuccess: () => cache.invalidateQueries({ queryKey: ['jobs'] }) })
}
