#include "catch.h"

#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>

#include <csignal>

namespace {

constexpr int kPatience_ms = 30000;

/// Runs signalboxd with its own folders.
class Daemon {
public:
    Daemon()
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
            environment.insert(QLatin1String(name), m_folder.path());
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "SIGNALBOX_CONFIG"})
            environment.remove(QLatin1String(name));
        m_process.setProcessEnvironment(environment);
    }
    ~Daemon()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    QString write(const char* name, const char* text)
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(text);
        return path;
    }
    void start(const QStringList& arguments)
    {
        m_process.start(QStringLiteral(SIGNALBOXD), arguments);
        REQUIRE(m_process.waitForStarted(kPatience_ms));
    }
    /// Runs to the end and returns the exit status.
    int run(const QStringList& arguments, const QByteArray& input = {})
    {
        start(arguments);
        m_process.write(input);
        m_process.closeWriteChannel();
        return end();
    }
    int end()
    {
        REQUIRE(m_process.waitForFinished(kPatience_ms));
        REQUIRE(m_process.exitStatus() == QProcess::NormalExit);
        return m_process.exitCode();
    }
    std::string firstLine()
    {
        while (!m_process.canReadLine())
            if (!m_process.waitForReadyRead(kPatience_ms))
                return "nothing; standard error: " + err();
        return m_process.readLine().toStdString();
    }
    /// Waits until standard error contains `words`.
    bool complains(const char* words)
    {
        QByteArray all;
        m_process.setReadChannel(QProcess::StandardError);
        while (!all.contains(words) && m_process.waitForReadyRead(kPatience_ms))
            all += m_process.readAll();
        m_process.setReadChannel(QProcess::StandardOutput);
        return all.contains(words);
    }
    void signal(int number) { REQUIRE(::kill(static_cast<pid_t>(m_process.processId()), number) == 0); }
    bool isRunning() { return !m_process.waitForFinished(0) && m_process.state() == QProcess::Running; }
    std::string out() { return m_process.readAllStandardOutput().toStdString(); }
    std::string err() { return m_process.readAllStandardError().toStdString(); }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

const QStringList kAnyPort{QStringLiteral("--http-port"), QStringLiteral("0"), QStringLiteral("--https-port"), QStringLiteral("off")};

} // namespace

TEST_CASE("short commands have the documented exit status and stream")
{
    struct Row {
        QStringList arguments;
        int status;
        const char* out;
        const char* err;
    };
    const auto row = GENERATE(values<Row>({
        {{QStringLiteral("--version")}, 0, "signalboxd 0.", ""},
        {{QStringLiteral("--help")}, 0, "--check-config", ""},
        {{QStringLiteral("prices"), QStringLiteral("--help")}, 0, "Usage: signalboxd [OPTION]... prices list\n", ""},
        {{QStringLiteral("--http-prot")}, 2, "", "did you mean --http-port?"},
        {{QStringLiteral("key"), QStringLiteral("set"), QStringLiteral("x")}, 1, "", "nothing was stored"},
        {{QStringLiteral("usage"), QStringLiteral("--data-dir"), QStringLiteral("/nowhere")}, 1, "", "There is no ledger /nowhere/ledger.sqlite"},
        {{QStringLiteral("eval")}, 2, "", "eval needs one of: run DATASET"},
        {{QStringLiteral("key"), QStringLiteral("list"), QStringLiteral("--config"), QStringLiteral("/none.json")}, 1, "", "/none.json"},
    }));
    Daemon daemon;
    CHECK(daemon.run(row.arguments) == row.status);
    const std::string out = daemon.out();
    const std::string err = daemon.err();
    CHECK_THAT(out, Catch::Contains(row.out));
    CHECK_THAT(err, Catch::Contains(row.err));
    CHECK(out.empty() == (*row.out == '\0'));
    CHECK(err.empty() == (*row.err == '\0'));
}

TEST_CASE("checks the file without serving with --check-config")
{
    Daemon daemon;
    const QString bad = daemon.write("bad.json", R"({"version": 1, "listen": {"http_port": "x"}})");
    CHECK(daemon.run({QStringLiteral("--check-config"), QStringLiteral("--config"), bad}) == 1);
    CHECK_THAT(daemon.out(), Catch::Contains("listen.http_port"));
    const QString good = daemon.write("good.json", R"({"version": 1})");
    CHECK(daemon.run({QStringLiteral("--check-config"), QStringLiteral("--config"), good}) == 0);
}

TEST_CASE("prints its address, reloads on HUP and exits cleanly on TERM and INT")
{
    const int number = GENERATE(SIGTERM, SIGINT);
    Daemon daemon;
    daemon.start(kAnyPort);
    CHECK_THAT(daemon.firstLine(), Catch::StartsWith("listening on http://127.0.0.1:"));
    daemon.signal(SIGHUP);
    CHECK(daemon.isRunning());
    daemon.signal(number);
    CHECK(daemon.end() == 0);
}

TEST_CASE("exits 1 and names a taken port")
{
    QTcpServer other;
    REQUIRE(other.listen(QHostAddress::LocalHost));
    const QString port = QString::number(other.serverPort());
    Daemon daemon;
    const QString level = GENERATE(QStringLiteral("info"), QStringLiteral("error"));
    CHECK(daemon.run({QStringLiteral("--http-port"), port, QStringLiteral("--https-port"), QStringLiteral("off"), QStringLiteral("--log-level"), level}) == 1);
    const std::string said = daemon.err();
    CAPTURE(said);
    const std::string reason = "Port " + port.toStdString() + " on 127.0.0.1 is taken by signalboxd_pro";
    CHECK(said.find(reason) != std::string::npos);
    CHECK(said.find(reason) == said.rfind(reason)); // once, with or without the log
    CHECK(daemon.out().empty());
}

TEST_CASE("waits for an address that is missing at start")
{
    constexpr const char* kConsumers = R"("consumers": [{"name": "a", "keys": [{"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}]}])";
    const auto configAt = [&](const char* address) {
        return QByteArray(R"({"version": 1, "listen": {"address": ")") + address + R"("}, "providers": [], )" + kConsumers + '}';
    };
    Daemon daemon;
    const QString config = daemon.write("config.json", configAt("203.0.113.7").constData());
    daemon.start(kAnyPort + QStringList{QStringLiteral("--config"), config});
    CHECK(daemon.complains("does not have the address 203.0.113.7"));
    daemon.write("config.json", configAt("127.0.0.1").constData()); // shows that it is running
    CHECK_THAT(daemon.firstLine(), Catch::StartsWith("listening on http://127.0.0.1:"));
}

TEST_CASE("exits 1 with each error of an invalid configuration")
{
    Daemon daemon;
    const QString bad = daemon.write("bad.json", R"({"version": 1, "listen": {"http_port": "x"}})");
    CHECK(daemon.run({QStringLiteral("--config"), bad}) == 1);
    CHECK_THAT(daemon.err(), Catch::Contains("listen.http_port"));
    CHECK(daemon.run({QStringLiteral("--config"), QStringLiteral("/none.json")}) == 1);
    CHECK_THAT(daemon.err(), Catch::Contains("/none.json"));
}

TEST_CASE("the doctor names who holds the port and sets the exit status")
{
    Daemon daemon;
    QTcpServer other;
    REQUIRE(other.listen(QHostAddress::LocalHost));
    const QString port = QString::number(other.serverPort());
    CHECK(daemon.run({QStringLiteral("doctor"), QStringLiteral("--http-port"), QStringLiteral("0"), QStringLiteral("--https-port"), QStringLiteral("off")}) == 0);
    CHECK(daemon.out().find("problem") == std::string::npos);
    CHECK(daemon.run({QStringLiteral("doctor"), QStringLiteral("--http-port"), port, QStringLiteral("--https-port"), QStringLiteral("off")}) == 1);
    CHECK_THAT(daemon.out(), Catch::Contains("problem      ports          Another program is listening on http://127.0.0.1:" + port.toStdString() + ": signalboxd_pro"));
}

TEST_CASE("never shows a key from a pipe")
{
    Daemon daemon;
    daemon.run({QStringLiteral("key"), QStringLiteral("set"), QStringLiteral("test/none")}, "sk-very-secret\n");
    CHECK_THAT(daemon.out() + daemon.err(), !Catch::Contains("sk-very-secret"));
}
