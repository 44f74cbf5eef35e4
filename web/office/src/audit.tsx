// web/office/src/audit.tsx: the audit log by pages, its signed checkpoint, and proofs that anyone can check. RULE 32
import { Badge, Button, Group, Table } from "@mantine/core";
import { useState } from "react";
import { saveFile } from "../../shared/src/file";
import { decimal, moment } from "../../shared/src/format";
import { useLoad } from "../../shared/src/load";
import { api, type Schemas } from "./api";
import { leafText } from "./leaf";
import { Card, Room, Shown, Trouble, useSending, Wide } from "./parts";
import { t } from "./words";

type Leaf = Schemas["AuditPage"]["leaves"][number];

function Row(props: { leaf: Leaf }) {
  const { leaf } = props;
  const sending = useSending();

  async function proof(): Promise<void> {
    saveFile(
      await api.bytes("/v1/audit/leaves/{leaf}/receipt", { path: { leaf: leaf.id } }),
      `leaf-${leaf.number}.receipt.txt`,
    );
  }

  return (
    <Table.Tr>
      <Table.Th scope="row">{decimal(String(leaf.number ?? 0))}</Table.Th>
      <Table.Td data-label={t("audit.at")} className="nowrap">
        {moment(leaf.at)}
      </Table.Td>
      <Table.Td data-label={t("audit.kind")}>
        <span className="leaf-kind">
          {leafText(leaf.kind)} <code>{leaf.kind}</code>
        </span>
      </Table.Td>
      <Table.Td data-label={t("audit.actor")}>
        <span className="leaf-kind">
          {t(`actor.${leaf.actor}`)}{" "}
          {leaf.actor_is && !/^0+$/.test(leaf.actor_is) && <code className="soft">{leaf.actor_is.slice(-8)}</code>}
        </span>
      </Table.Td>
      <Table.Td data-label={t("audit.objects")}>
        {leaf.objects.map((object) => (
          <span key={object.id} className="object">
            {object.kind} <code>{object.id.slice(-8)}</code>
          </span>
        ))}
      </Table.Td>
      <Table.Td>
        <Button
          variant="subtle"
          size="compact-md"
          loading={sending.busy}
          aria-label={t("audit.proof_of", { n: leaf.number ?? 0 })}
          onClick={() => sending.run(proof)}
        >
          {t("audit.proof")}
        </Button>
        <Trouble fault={sending.fault} />
      </Table.Td>
    </Table.Tr>
  );
}

function Leaves(props: {
  page: Schemas["AuditPage"];
  onBefore: (before: number | undefined) => void;
  newest: boolean;
}) {
  const last = props.page.leaves.at(-1)?.number ?? 0;
  return (
    <>
      <Wide label={t("audit.leaves")}>
        <Table className="leaves stacked">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("audit.number")}</Table.Th>
              <Table.Th>{t("audit.at")}</Table.Th>
              <Table.Th>{t("audit.kind")}</Table.Th>
              <Table.Th>{t("audit.actor")}</Table.Th>
              <Table.Th>{t("audit.objects")}</Table.Th>
              <Table.Th>{t("audit.proof")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {props.page.leaves.map((leaf) => (
              <Row key={leaf.id} leaf={leaf} />
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      <Group mt="md">
        <Button variant="outline" disabled={props.newest} onClick={() => props.onBefore(undefined)}>
          {t("audit.newest")}
        </Button>
        <Button variant="outline" disabled={last === 0} onClick={() => props.onBefore(last)}>
          {t("audit.older")}
        </Button>
      </Group>
    </>
  );
}

export function AuditRoom() {
  const [before, setBefore] = useState<number | undefined>(undefined);
  const page = useLoad(
    async () => (await api.call("get", "/v1/audit", before === undefined ? {} : { query: { before } })).data,
    [before],
  );
  return (
    <Room title={t("room.audit")}>
      <Shown of={page}>
        {(data) => (
          <>
            <Card
              title={t("audit.checkpoint")}
              side={
                <Badge size="lg" variant="outline" tt="none">
                  {t("audit.size", { n: decimal(String(data.size ?? 0)), waiting: data.waiting ?? 0 })}
                </Badge>
              }
            >
              <p className="soft">{t("audit.checkpoint_why")}</p>
              <p className="soft">{t("audit.proof_why")}</p>
              {data.checkpoint ? <pre>{data.checkpoint}</pre> : <p className="soft">{t("audit.no_checkpoint")}</p>}
              {data.checkpoint && (
                <Button
                  variant="outline"
                  onClick={() => saveFile(new Blob([data.checkpoint ?? ""], { type: "text/plain" }), "checkpoint.txt")}
                >
                  {t("audit.save")}
                </Button>
              )}
            </Card>
            <Card title={t("audit.leaves")}>
              <Leaves page={data} onBefore={setBefore} newest={before === undefined} />
            </Card>
          </>
        )}
      </Shown>
    </Room>
  );
}
