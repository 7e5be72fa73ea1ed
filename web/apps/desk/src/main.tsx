import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App, ConfigProvider, enUS, zhCN } from "./antd.ts";
import { queryClient } from "./api/call.ts";
import { SpeechProvider, useSpeech } from "./i18n/index.tsx";
import { router } from "./router.tsx";
import "./styles.css";
import "./supervision.css";
import "./asks.css";
import { deskTheme } from "./theme.ts";

function Desk() {
  const { language } = useSpeech();
  return (
    <ConfigProvider
      theme={deskTheme}
      locale={language === "zh" ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      virtual
    >
      <App notification={{ placement: "top" }} message={{ top: 8 }}>
        <RouterProvider router={router} />
      </App>
    </ConfigProvider>
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <SpeechProvider>
        <QueryClientProvider client={queryClient}>
          <Desk />
        </QueryClientProvider>
      </SpeechProvider>
    </StrictMode>,
  );
}
