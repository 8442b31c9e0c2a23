#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace tests;

namespace {

// Sends one request on a connection that stays open and then waits until it is terminated.
constexpr const char* kCaller = R"(import http.client, sys
c = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]))
for _ in range(2):
    c.request("POST", "/v1/chat/completions", sys.argv[2], {"Content-Type": "application/json"})
    c.getresponse().read()
sys.stdin.read()
)";

std::string processOf(const GatewayProcess& gateway, const std::string& model, int count = 1)
{
    const auto sql = "SELECT process FROM exchanges WHERE asked_model = '" + model + "'";
    std::vector<Row> rows;
    eventually([&] {
        rows = query(gateway.dataDir() + "/ledger.sqlite", sql);
        return rows.size() >= static_cast<std::size_t>(count);
    });
    REQUIRE(rows.size() == static_cast<std::size_t>(count));
    for (const Row& row : rows)
        CHECK(text(row, "process") == text(rows.front(), "process"));
    return text(rows.front(), "process");
}

void start(QProcess& process, const QString& folder, const QString& program, const std::vector<std::string>& arguments)
{
    QStringList list;
    for (const std::string& argument : arguments)
        list << QString::fromStdString(argument);
    process.setWorkingDirectory(folder);
    process.start(program, list);
    REQUIRE(process.waitForStarted());
}

} // namespace

#ifdef Q_OS_LINUX
TEST_CASE("the ledger names programs that call without a key")
{
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    const QString curl = QStandardPaths::findExecutable(QStringLiteral("curl"));
    REQUIRE_FALSE(python.isEmpty());
    REQUIRE_FALSE(curl.isEmpty());
    FakeUpstream upstream;
    upstream.onModel("held-model", "stepped,words=2");
    auto config = aliasConfiguration(upstream);
    config["routes"].push_back(route("held", {target("up", "held-model", 0)}));
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());

    const QTemporaryDir folder;
    REQUIRE(QDir(folder.path()).mkdir(QStringLiteral("my-project")));
    const QString project = folder.filePath(QStringLiteral("my-project"));
    QFile script(project + QStringLiteral("/agent.py"));
    REQUIRE(script.open(QIODevice::WriteOnly));
    script.write(kCaller);
    script.close();

    QProcess slow;
    start(slow, QStringLiteral("/"), curl,
        {"-sN", gateway.url() + "/v1/chat/completions", "-H", "content-type: application/json", "-d", askStream("held")});
    REQUIRE(eventually([&] { return upstream.requests().size() == 1; }));

    QProcess agent;
    start(agent, project, python, {"agent.py", std::to_string(gateway.port()), ask("alias")});
    CHECK(processOf(gateway, "alias", 2) == "python3 agent.py (my-project)");
    const auto told = query(gateway.dataDir() + "/ledger.sqlite", "SELECT project FROM exchanges WHERE asked_model = 'alias'");
    REQUIRE_FALSE(told.empty());
    CHECK(text(told[0], "project") == QDir(project).canonicalPath().toStdString());
    agent.closeWriteChannel();
    CHECK(agent.waitForFinished());

    upstream.step(20); // it was requested before the other one
    CHECK(slow.waitForFinished());
    CHECK(processOf(gateway, "held") == "curl");
    gateway.terminate();
    CHECK(gateway.waitForExit() == 0);
}
#endif

TEST_CASE("records a caller that disconnects at once")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    constexpr int kCalls = 50;
    for (int i = 0; i < kCalls; ++i)
        CHECK(chat(gateway.port(), ask("alias")).status == 200);
    CHECK(exchanges(gateway.dataDir() + "/ledger.sqlite", kCalls).size() == kCalls);
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    gateway.terminate(); // while a lookup may be in progress
    CHECK(gateway.waitForExit() == 0);
    CHECK(exchanges(gateway.dataDir() + "/ledger.sqlite", kCalls + 1).size() == kCalls + 1);
}
