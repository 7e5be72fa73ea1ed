// Sign out, and forget everything that was read.
import { client, newKey } from "@hemu/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { App } from "../../antd.ts";
import { command } from "../../api/call.ts";
import { sessionQuery } from "../../api/queries.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { sentence } from "../../shell/problem.ts";

export function useSignOut() {
  const { language } = useSpeech();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const router = useRouter();
  const signOut = useMutation({
    mutationFn: () =>
      command(newKey(), (header) => client.POST("/api/v1/session/end", { params: { header }, body: {} })),
    onSuccess: async () => {
      // The session first, so that the whole page is told and goes; then everything else that was read.
      queries.setQueryData(sessionQuery.queryKey, null);
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] });
      await router.navigate({ to: "/" });
    },
    onError: (error) => message.error(sentence(error, language)),
  });
  return { signOut: () => signOut.mutate(), pending: signOut.isPending };
}
