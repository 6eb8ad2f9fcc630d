# kept-pages.sh - a page may be sent again, but never one that is behind: what
# was acknowledged, or imported by another process, is in the next answer.
. tests/cli/lib.sh
"$WAYMARK" --data data journey add "$top/tests/cases/cli/missed-bin.json" >/dev/null
"$WAYMARK" --data data key add missed-bin >key 2>/dev/null
serve data

# On sixteen connections, of which each worker has some.
cat >ask.js <<'END'
const http = require("http"), fs = require("fs");
const port = Number(fs.readFileSync("port")), key = fs.readFileSync("key", "utf8").trim();
const { execFileSync } = require("child_process");
const agents = [...Array(16)].map(() => new http.Agent({ keepAlive: true, maxSockets: 1 }));
const ask = (agent, method, path, headers, body) => new Promise((done, fail) => {
    const r = http.request({ port, method, path, headers, agent }, a => {
        let text = "";
        a.on("data", part => text += part).on("end", () => done({ status: a.statusCode, text }));
    });
    r.on("error", fail).end(body);
});
const day = new Date().toISOString().slice(0, 10);
const page = `/dashboard/journeys/missed-bin.json?from=2026-01-01&until=${day}`;
const made_anew = { "Cache-Control": "no-cache" };
const started = async (agent, headers) => JSON.parse((await ask(agent, "GET", page, headers)).text).started;
const event = attempt => JSON.stringify({ journey: "missed-bin", attempt, seq: 0, kind: "view", step: "start" });
const all = async expected => {
    for (const headers of [{}, made_anew])
        for (const n of await Promise.all(agents.map(a => started(a, headers))))
            if (n !== expected) throw Error(`it says ${n} where ${expected} were acknowledged`);
};
const ways = {
    async post() {
        for (let i = 1; i <= 40; i++) {
            const a = await ask(agents[i % 16], "POST", "/v1/events",
                { Authorization: `Bearer ${key}`, "Content-Type": "application/json" }, event(`posted-attempt-${i}`));
            if (a.status !== 202) throw Error(a.text);
            await all(i);
        }
    },
    async import() {
        for (let i = 1; i <= 5; i++) {
            fs.writeFileSync("more.ndjson", event(`imported-attempt-${i}`).replace("}", `,"at":${Date.now() - 1000}}`) + "\n");
            execFileSync(process.env.WAYMARK, ["--data", "data", "import", "--journey", "missed-bin", "more.ndjson"], { stdio: "ignore" });
            await all(40 + i);
        }
    },
};
ways[process.argv[2]]().then(() => process.exit(0), e => { console.error(e.message); process.exit(1); });
END
export WAYMARK

asks() {
    ran="node ask.js $*"
    node ask.js "$@" >out 2>err
    status=$?
}

claim 'what was acknowledged is in the very next answer, on every connection'
asks post
expect_exit 0

claim 'and so is what another process has imported'
asks import
expect_exit 0
