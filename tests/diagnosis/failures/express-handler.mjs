import { createPublicKey, verify } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import express from "express";

const key = createPublicKey(readFileSync("public.pem"));
const app = express();
app.use(express.json({ limit: "1mb" }));
app.post("/postal", (request, response) => {
  const body = JSON.stringify(request.body);
  const signature = request.get("X-Postal-Signature-256") ?? "";
  if (verify("sha256", Buffer.from(body), key, Buffer.from(signature, "base64"))) {
    return response.sendStatus(200);
  }
  writeFileSync("express-body", body);
  writeFileSync("express-signature", signature);
  response.sendStatus(401);
});
const [host, port] = process.argv[2].split(":");
app.listen(port, host, () => console.log("listening"));
