// The one door to Ant Design. `Modal.confirm` and `message` as statics are left out: they ignore the theme.

export type { FormInstance, TableProps } from "antd";
export {
  Alert,
  App,
  Badge,
  Button,
  Checkbox,
  ConfigProvider,
  Drawer,
  Dropdown,
  Empty,
  Form,
  Input,
  InputNumber,
  Modal,
  Popconfirm,
  Popover,
  Progress,
  Radio,
  Segmented,
  Select,
  Spin,
  Table,
  Tabs,
  Tooltip,
  Tree,
  theme,
} from "antd";
export { default as enUS } from "antd/locale/en_US";
export { default as zhCN } from "antd/locale/zh_CN";
