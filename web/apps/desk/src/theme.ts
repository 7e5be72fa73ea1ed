import { theme } from "./antd.ts";

/** Calm and dense. Every text colour has at least 4.5:1 on white and on the page's grey. */
export const deskTheme = {
  algorithm: theme.compactAlgorithm,
  token: {
    colorPrimary: "#1f6f5c",
    colorInfo: "#1f6f5c",
    colorLink: "#1a6353",
    colorSuccess: "#2b7a3f",
    colorWarning: "#96610a",
    colorError: "#b42318",
    // Pale grounds by hand: those derived from a dark green are grey.
    colorPrimaryBg: "#e3f0ec",
    colorInfoBg: "#e8f3ef",
    colorInfoBorder: "#9cc4b8",
    colorSuccessBg: "#e9f5ec",
    colorWarningBg: "#fff7e6",
    colorWarningBorder: "#e0b970",
    colorErrorBg: "#fdf0ee",
    colorErrorBorder: "#e3a49c",
    colorText: "#1c2724",
    colorTextSecondary: "#4a5753",
    colorTextTertiary: "#5a6763",
    colorTextQuaternary: "#63706c",
    colorTextPlaceholder: "#66736f",
    colorTextDescription: "#4a5753",
    colorTextDisabled: "#66736f",
    colorBgLayout: "#f3f5f4",
    colorBorder: "#b9c4c0",
    colorBorderSecondary: "#dfe5e3",
    borderRadius: 4,
    fontSize: 14,
    fontFamily: '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif',
    motion: false,
  },
  components: {
    Table: {
      headerBg: "#eef2f0",
      rowHoverBg: "#f0f6f4",
      rowSelectedBg: "#e3f0ec",
      rowSelectedHoverBg: "#d9ebe5",
    },
    Form: { verticalLabelPadding: "0 0 2px", itemMarginBottom: 12 },
    Tabs: { horizontalMargin: "0 0 8px" },
  },
};
