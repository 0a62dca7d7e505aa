// A handler of Express that parses the body and writes it again: the commonest mistake there is.
import express from "express";

const app = express();
app.use(express.json({ limit: "1mb" }));
app.post("/", (request, response) => response.type("text").send(JSON.stringify(request.body)));
const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
