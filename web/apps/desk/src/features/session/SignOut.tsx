import { client, newKey } from "@hemu/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { App, Button } from "../../antd.ts";
import { command } from "../../api/call.ts";
import { sessionQuery } from "../../api/queries.ts";
import { useSpeech } from "../../i18n/index.tsx";
import { sentence } from "../../shell/problem.ts";

export function SignOut() {
  const { language, words } = useSpeech();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const router = useRouter();
  const signOut = useMutation({
    mutationFn: () =>
      command(newKey(), (header) => client.POST("/api/v1/session/end", { params: { header }, body: {} })),
    onSuccess: async () => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, null);
      await router.navigate({ to: "/" });
    },
    onError: (error) => message.error(sentence(error, language)),
  });
  return (
    <Button type="text" loading={signOut.isPending} onClick={() => signOut.mutate()}>
      {words.shell.signOut}
    </Button>
  );
}
