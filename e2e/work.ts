// The units' side of a story, over the API, where the story is about the resident.
import { expect } from "@playwright/test";
import { type Receipt, Staff } from "./api.ts";

export const ANSWER = "已到现场更换主管阀门，8 号楼恢复供水，水压正常。";

type Asked = { asks: { id: string; kind: string }[] };

/** Give it to the water utility, which signs for it. Gives the case's id. */
export async function takeUp(baseURL: string, receipt: Receipt): Promise<string> {
  const dispatcher = await Staff.signIn(baseURL, "dispatcher");
  const id = await dispatcher.find(receipt.number);
  const matter = await dispatcher.matter("utilities.water_outage");
  const lead = await dispatcher.unit("清泉市自来水公司");
  await dispatcher.act(id, "dispatch", { matter: matter.id, lead: lead.id });
  await dispatcher.signOut();
  const water = await Staff.signIn(baseURL, "water");
  await water.act(id, "sign", {});
  await water.signOut();
  return id;
}

/** The unit contacts the resident and answers. */
export async function answer(baseURL: string, id: string): Promise<void> {
  const water = await Staff.signIn(baseURL, "water");
  await water.act(id, "contacts", { channel: "phone", reached: true, note: "已告知今天下午到场" });
  await water.act(id, "reply", { text: ANSWER, evidence: "现场照片两张" });
  await water.signOut();
}

/** The unit asks for something, and the centre grants it. */
export async function granted(baseURL: string, id: string, ask: Record<string, unknown>, why: string): Promise<void> {
  const water = await Staff.signIn(baseURL, "water");
  await water.act(id, "asks", ask);
  await water.signOut();
  const supervisor = await Staff.signIn(baseURL, "supervisor");
  const { asks } = await supervisor.read<Asked>(`/api/v1/requests/${id}`);
  const open = asks.find((one) => one.kind === ask.kind);
  expect(open, "what was asked is there").toBeDefined();
  await supervisor.act(id, `asks/${open?.id}/decision`, { granted: true, text: why });
  await supervisor.signOut();
}
