#include "approved_configuration.h"

#include "gateway/host/gateway_host.h"

#include "catch.h"
#include "fake_upstream.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTemporaryDir>
#include <QTest>

// The user cancels one request in progress; the others continue.

using namespace gateway;
using namespace gateway::host;
using namespace Qt::StringLiterals;
using UpstreamEnd = tests::RecordedRequest::End;

namespace {

constexpr int kLongest_ms = 10000;
constexpr auto kCancelWords = "cancelled by the user at this machine";

/// A gateway in front of one upstream, recording started and finished requests.
class BehindUpstream {
    QTemporaryDir m_folder; // outlives the gateway, which writes its log until it has ended

public:
    explicit BehindUpstream(const tests::FakeUpstream& upstream)
    {
        qputenv("SIGNALBOX_TEST_KEY", "sk-from-the-environment");
        const std::string config = R"({"version": 1, "providers": [{"id": "up", "type": "openai-compatible", "base_url": ")" + upstream.baseUrl()
            + R"(", "models": ["any"], "keys": [{"name": "main", "secret": "env:SIGNALBOX_TEST_KEY"}]}]})";
        QFile file(m_folder.filePath(u"config.json"_s));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(config));
        file.close();
        HostOptions options;
        options.configFile = file.fileName();
        options.dataDir = m_folder.filePath(u"data"_s);
        options.httpPort = 0;
        options.httpsPort = std::optional<int>();
        host = std::make_unique<GatewayHost>(options);
        QObject::connect(host.get(), &GatewayHost::live, host.get(), [this](const usage::LiveSnapshot& snapshot) {
            now = snapshot.inFlight;
            ended.insert(ended.end(), snapshot.finished.begin(), snapshot.finished.end());
        });
        approveConfiguration(*host);
        host->start();
        REQUIRE(QTest::qWaitFor([this] { return host->status().state == State::Running; }, kLongest_ms));
    }

    std::unique_ptr<QNetworkReply> post(const char* path, const QByteArray& body)
    {
        QNetworkRequest request(QUrl(QString::fromStdString(host->status().urls.front()) + QString::fromLatin1(path)));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        return std::unique_ptr<QNetworkReply>(m_network.post(request, body));
    }

    bool hasInFlight(std::size_t count) const
    {
        return QTest::qWaitFor([this, count] { return now.size() == count; }, kLongest_ms);
    }

    std::unique_ptr<GatewayHost> host;
    std::vector<usage::InFlight> now;
    usage::RecordBatch ended;

private:
    QNetworkAccessManager m_network;
};

} // namespace

TEST_CASE("cancels a request upstream and tells the client in its own protocol")
{
    struct Row {
        const char* name;
        const char* path;
        const char* body;
        const char* behaviour;
        bool isBegun; ///< some output has arrived by then
        int status;
        const char* last; ///< the end of what the client receives
    };
    const auto row = GENERATE(values<Row>({
        {"a stream", "/v1/chat/completions", R"({"model":"any","stream":true,"messages":[{"role":"user","content":"hi"}]})", "stall=3", true, 200, "\"code\":\"cancelled_here\""},
        {"a stream in another dialect", "/v1/messages", R"({"model":"any","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"hi"}]})", "stall=3", true, 200, "event: error"},
        {"no answer yet", "/v1/chat/completions", R"({"model":"any","stream":true,"messages":[{"role":"user","content":"hi"}]})", "hang", false, 499, "\"code\":\"cancelled_here\""},
        {"no answer in one piece yet", "/v1/messages", R"({"model":"any","max_tokens":9,"messages":[{"role":"user","content":"hi"}]})", "hang", false, 499, "\"type\":\"error\""},
    }));
    CAPTURE(row.name);
    tests::FakeUpstream upstream;
    upstream.setDefault(row.behaviour);
    BehindUpstream gateway(upstream);
    const auto reply = gateway.post(row.path, row.body);
    REQUIRE(gateway.hasInFlight(1));
    if (row.isBegun)
        REQUIRE(QTest::qWaitFor([&] { return gateway.now.size() == 1 && gateway.now.front().firstToken.count() >= 0 && reply->bytesAvailable() > 0; }, kLongest_ms));
    gateway.host->cancel("no such exchange");
    gateway.host->cancel(gateway.now.front().id);
    REQUIRE(QTest::qWaitFor([&] { return reply->isFinished() && !gateway.ended.empty(); }, kLongest_ms));
    CHECK(upstream.waitForEnd(0, UpstreamEnd::Cancelled));
    CHECK(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == row.status);
    const QByteArray answer = reply->readAll();
    CAPTURE(answer.toStdString());
    CHECK(answer.contains(row.last));
    CHECK(answer.contains(kCancelWords));
    CHECK_FALSE(answer.contains("[DONE]"));
    REQUIRE(gateway.ended.size() == 1);
    const usage::ExchangeRecord& record = *gateway.ended.front();
    CHECK(record.outcome == usage::Outcome::Cancelled);
    CHECK(record.errorCode == "cancelled_here");
    CHECK(record.status == row.status);
    CHECK_FALSE(record.isFailure());
    REQUIRE(record.attempts.size() == 1);
    CHECK_FALSE(record.attempts.front().failure); // the provider is not to blame
    CHECK(gateway.host->providers().front().rests.empty());
    CHECK(gateway.now.empty());
}

TEST_CASE("cancelling one request leaves the others alone and has no effect after its end")
{
    tests::FakeUpstream upstream;
    upstream.setDefault("stepped");
    BehindUpstream gateway(upstream);
    constexpr char kStreamed[] = R"({"model":"any","stream":true,"messages":[{"role":"user","content":"hi"}]})";
    const auto first = gateway.post("/v1/chat/completions", kStreamed);
    REQUIRE(gateway.hasInFlight(1));
    const std::string id = gateway.now.front().id;
    const auto second = gateway.post("/v1/chat/completions", kStreamed);
    REQUIRE(gateway.hasInFlight(2));
    gateway.host->cancel(id);
    REQUIRE(QTest::qWaitFor([&] { return first->isFinished(); }, kLongest_ms));
    CHECK_FALSE(second->isFinished());
    upstream.step(1000);
    REQUIRE(QTest::qWaitFor([&] { return second->isFinished() && gateway.ended.size() == 2; }, kLongest_ms));
    CHECK(second->readAll().contains("[DONE]"));
    gateway.host->cancel(id);
    // The records may arrive in either order.
    for (const auto& record : gateway.ended)
        CHECK(record->outcome == (record->id == id ? usage::Outcome::Cancelled : usage::Outcome::Answered));
}
