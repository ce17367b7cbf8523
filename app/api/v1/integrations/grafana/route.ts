import { receiveAlerts } from "@/lib/http/receive-alerts";

export const POST = receiveAlerts("grafana");
