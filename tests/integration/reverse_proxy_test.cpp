#include "catch.h"

#include "scenario.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <chrono>
#include <iostream>

// Behind nginx as Debian ships it: HTTP/1.0 upstream and buffering on.

using namespace tests;

namespace {

QString nginxProgram()
{
    const auto found = QStandardPaths::findExecutable(QStringLiteral("nginx"));
    return found.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("nginx"), {QStringLiteral("/usr/sbin")}) : found;
}

/// Debian's nginx.conf with other files and one server, which has only a `proxy_pass`.
std::string debiansConfiguration(const std::string& folder, int port, int gateway)
{
    QFile file(QStringLiteral("/etc/nginx/nginx.conf"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::string text;
    while (!file.atEnd()) {
        const std::string line = file.readLine().toStdString();
        const auto holds = [&line](const char* part) { return line.find(part) != std::string::npos; };
        if (line.starts_with("user ") || line.starts_with("pid ") || holds("_log ") || holds("modules-enabled") || holds("conf.d"))
            continue;
        text += holds("sites-enabled") ? "server { listen 127.0.0.1:" + std::to_string(port) + "; access_log off; location / { proxy_pass http://127.0.0.1:"
                + std::to_string(gateway) + "; } }\n" : line;
    }
    const std::string paths = "pid " + folder + "/pid;\nerror_log " + folder + "/log;\n";
    std::string temporary;
    for (const char* name : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        temporary += std::string(name) + "_temp_path " + folder + '/' + name + ";\n";
    const auto http = text.find("http {");
    return http == std::string::npos ? std::string() : paths + text.substr(0, http + 6) + '\n' + temporary + text.substr(http + 6);
}

class Nginx {
public:
    explicit Nginx(int gateway) : m_port(unusedPort())
    {
        const std::string folder = m_folder.path().toStdString();
        QFile file(m_folder.filePath(QStringLiteral("conf")));
        if (!file.open(QIODevice::WriteOnly))
            return;
        file.write(QByteArray::fromStdString(debiansConfiguration(folder, m_port, gateway)));
        file.close();
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(nginxProgram(), {QStringLiteral("-p"), m_folder.path(), QStringLiteral("-c"), file.fileName(), QStringLiteral("-e"), m_folder.filePath(QStringLiteral("log")),
                                            QStringLiteral("-g"), QStringLiteral("daemon off;")});
    }
    ~Nginx()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;

    bool isListening()
    {
        return m_process.waitForStarted() && eventually([this] { return m_process.waitForFinished(0) || HttpClient(m_port).isConnected(); })
            && m_process.state() == QProcess::Running;
    }
    int port() const { return m_port; }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    int m_port;
};

} // namespace

TEST_CASE("through Debian's nginx the first token arrives before the stream ends in every dialect")
{
    if (nginxProgram().isEmpty()) {
        WARN("not tested: nginx is not installed (packaging/debian-packages, group [test])");
        return;
    }
    FakeUpstream upstream;
    upstream.setDefault("stall=2,words=3"); // the role and one word, but no end
    auto config = aliasConfiguration(upstream);
    config["listen"]["local_users"] = "all"; // nginx runs as another user
    GatewayProcess gateway(config, withKey());
    Nginx nginx(gateway.port());
    REQUIRE(nginx.isListening());
    struct Row { const char* name; const char* target; std::string body; };
    const std::vector<Row> rows{
        {"OpenAI chat, relayed", "/v1/chat/completions", askStream("alias")},
        {"OpenAI Responses, translated", "/v1/responses", R"({"model":"alias","stream":true,"input":"hi"})"},
        {"Anthropic, translated", "/v1/messages", R"({"model":"alias","stream":true,"max_tokens":50,"messages":[{"role":"user","content":"hi"}]})"},
        {"Gemini, translated", "/v1beta/models/alias:streamGenerateContent?alt=sse", R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}]})"},
        {"Ollama, translated", "/api/chat", R"({"model":"alias","messages":[{"role":"user","content":"hi"}]})"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name, gateway.log());
        for (const int port : {gateway.port(), nginx.port()}) {
            const bool isDirect = port == gateway.port();
            HttpClient client(port);
            const auto begun = std::chrono::steady_clock::now();
            client.send(toText({.target = row.target, .body = row.body}, port));
            REQUIRE(client.readHead());
            CHECK(client.answer().status == 200);
            if (isDirect) {
                CHECK(client.answer().headerOr("x-accel-buffering") == "no");
                CHECK(client.answer().headerOr("cache-control") == "no-cache");
            }
            CHECK(client.readBodyUntil("word1"));
            CHECK_FALSE(client.answer().isComplete);
            const auto first = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
            if (!isDirect)
                std::cout << "first token through nginx: " << first.count() << " ms (" << row.name << ")\n";
        }
    }
    upstream.setDefault("words=3");
    const auto whole = chat(nginx.port(), askStream("alias"));
    CHECK(whole.isComplete);
    CHECK_THAT(whole.body, Catch::Contains("word3") && Catch::Contains("[DONE]"));
}

TEST_CASE("every stream asks not to be buffered or cached")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["listen"]["stream_comment_ms"] = 50;
    GatewayProcess gateway(withoutHealth(config), withKey());
    struct Row { const char* name; const char* behaviour; std::string caching; };
    for (const Row& row : {Row{"comments before the answer", "first-delay=400", "no-cache"}, Row{"an error in the stream", "error=2", "no-cache"},
             Row{"broken off", "reset=2", "no-cache"}}) {
        CAPTURE(row.name);
        upstream.setDefault(row.behaviour);
        const auto answer = chat(gateway.port(), askStream("alias"));
        CAPTURE(answer.raw);
        CHECK(answer.headerOr("x-accel-buffering") == "no");
        CHECK(answer.headerOr("cache-control") == row.caching);
    }
    Behaviour own;
    own.headers = {{"Content-Type", "text/event-stream"}, {"Cache-Control", "private, no-store"}, {"X-Accel-Buffering", "yes"}};
    upstream.setDefault(own);
    const auto strict = chat(gateway.port(), askStream("alias"));
    CHECK(strict.headerOr("cache-control") == "private, no-store");
    CHECK(strict.headerOr("x-accel-buffering") == "no");
    own.headers = {{"Content-Type", "text/event-stream"}, {"Cache-Control", "max-age=60"}};
    upstream.setDefault(own);
    CHECK(chat(gateway.port(), askStream("alias")).headerOr("cache-control") == "no-cache");
    own.headers = {{"Cache-Control", "private"}};
    upstream.setDefault(own);
    const auto whole = chat(gateway.port(), ask("alias"));
    CHECK(whole.headerOr("cache-control") == "private"); // not a stream: the provider's own
    CHECK_FALSE(whole.header("x-accel-buffering"));
}
