#include "gateway/evaluation/runner/gateway_calls.h"

#include "gateway/core/json/json_fields.h"

#include "catch.h"
#include "dead_port.h"
#include "stream_server.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

#include <optional>
#include <string>

using namespace gateway;
using namespace gateway::evaluation;

namespace {

constexpr int kWait_ms = 20'000;

class Client {
public:
    explicit Client(const QUrl& base)
        : m_calls(base, Secret("key-1"), "run-1", m_clock)
    {
    }
    CallResult chat(const ChatCall& call = {"a/one", Json::array({{{"role", "user"}, {"content", "q"}}}), 0.5, 7, Tokens{20}})
    {
        m_calls.chat(call, [this](CallResult result) { m_result = std::move(result); });
        return wait();
    }
    CallResult embed()
    {
        m_calls.embed({"e/model", "text"}, [this](CallResult result) { m_result = std::move(result); });
        return wait();
    }
    GatewayCalls& calls() { return m_calls; }

private:
    CallResult wait()
    {
        const QDeadlineTimer deadline(kWait_ms);
        while (!m_result && !deadline.hasExpired())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
        REQUIRE(m_result);
        return *std::exchange(m_result, std::nullopt);
    }

    SystemClock m_clock;
    std::optional<CallResult> m_result;
    GatewayCalls m_calls;
};

const QByteArray kPost = "POST /v1/chat/completions";

} // namespace

TEST_CASE("a chat goes through the gateway as a stream marked with the run")
{
    StreamServer server;
    server.answer(kPost, StreamServer::kHead + ": wait\n\n" + StreamServer::delta("Hel") + StreamServer::delta("lo") + StreamServer::kEnd);
    Client client(server.base());
    const CallResult result = client.chat();
    CHECK(result.isAnswered());
    CHECK(result.text == "Hello");
    CHECK(result.status == 200);
    CHECK(result.exchange == "r-1");
    CHECK(result.attempts == 2);
    CHECK(result.inputTokens == Tokens{12});
    CHECK(result.outputTokens == Tokens{34});
    CHECK(result.latency);
    CHECK(result.firstToken);
    const std::string request = server.lastRequest().toLower().toStdString();
    CHECK_THAT(request, Catch::Contains("authorization: bearer key-1\r\n"));
    CHECK_THAT(request, Catch::Contains("x-signalbox-eval-run: run-1\r\n"));
    const auto body = parseJson(std::string_view(request).substr(request.find("\r\n\r\n") + 4));
    REQUIRE(body);
    CHECK(json::textOf(*body, "model") == "a/one");
    CHECK(json::isTrue(*body, "stream"));
    CHECK(json::isTrue(json::objectOf(*body, "stream_options"), "include_usage"));
    CHECK(json::numberOf(*body, "temperature") == 0.5);
    CHECK(json::integerOf(*body, "seed") == 7);
    CHECK(json::integerOf(*body, "max_tokens") == 20);
}

TEST_CASE("what is not set is not sent")
{
    StreamServer server;
    server.answer(kPost, StreamServer::kHead + StreamServer::delta("x") + StreamServer::kEnd);
    Client client(server.base());
    (void)client.chat({"a/one", Json::array({{{"role", "user"}, {"content", "q"}}}), {}, {}, {}});
    for (const char* const name : {"temperature", "seed", "max_tokens"})
        CHECK_FALSE(server.lastRequest().contains(name));
}

TEST_CASE("failures of the gateway are told apart")
{
    struct Case {
        const char* name;
        QByteArray answer;
        const char* code;
        bool isRequestsFault;
        std::optional<Milliseconds> retryAfter;
        const char* message;
    };
    const QByteArray broken = StreamServer::kHead + StreamServer::delta("Hel");
    const auto row = GENERATE_COPY(values<Case>({
        {"cooldown", StreamServer::whole("HTTP/1.1 503 x\r\nx-signalbox-error: no_usable_target\r\nretry-after: 30\r\n", R"({"error":{"message":"all cool down","code":"other"}})"), "no_usable_target", false,
            Milliseconds{30'000}, "all cool down"},
        {"bad request", StreamServer::whole("HTTP/1.1 400 x\r\nx-signalbox-error: invalid_request\r\n", R"({"error":{"message":"bad","code":"invalid_request"}})"), "invalid_request", true, {}, "bad"},
        {"rate limit", StreamServer::whole("HTTP/1.1 429 x\r\nretry-after: Fri, 31 Dec 1999 23:59:59 GMT\r\n", R"({"error":{"message":"slow","code":429}})"), "429", false, {}, "slow"},
        {"lasting", StreamServer::whole("HTTP/1.1 503 x\r\nx-signalbox-error: no_usable_target\r\nx-should-retry: false\r\n", R"({"error":{"message":"off"}})"), "no_usable_target", true, {}, "off"},
        {"no JSON", StreamServer::whole("HTTP/1.1 502 x\r\n", "<html>"), "unknown_error", false, {}, "502"},
        {"redirect", StreamServer::whole("HTTP/1.1 302 x\r\nlocation: /v1/other\r\n", ""), "stream_interrupted", false, {}, "broke off"},
        {"error in a stream", broken + "data: {\"error\":{\"message\":\"gone\",\"code\":\"upstream_error\"}}\n\n", "upstream_error", false, {}, "gone"},
        {"stream without an end", broken, "stream_interrupted", false, {}, "broke off"},
    }));
    CAPTURE(row.name);
    StreamServer server;
    server.answer(kPost, row.answer);
    Client client(server.base());
    const CallResult result = client.chat();
    CHECK(result.errorCode == row.code);
    CHECK(result.isRequestsFault == row.isRequestsFault);
    CHECK(result.retryAfter == row.retryAfter);
    CHECK_THAT(toText(result.error), Catch::Contains(row.message));
    CHECK(result.text.empty());
}

TEST_CASE("a failure can be translated, and keeps what others said")
{
    struct Case {
        const char* name;
        QByteArray answer;
        const char* pattern; // empty: the same in every language
        const char* value;   // of the pattern; empty: none
    };
    const auto row = GENERATE(values<Case>({
        {"the gateway's own", StreamServer::whole("HTTP/1.1 503 x\r\nx-signalbox-sentence: [\"No model %1.\",\"a/one\"]\r\n", R"({"error":{"message":"No model a/one."}})"), "No model %1.", "a/one"},
        {"a provider's", StreamServer::whole("HTTP/1.1 400 x\r\nx-signalbox-sentence: \"bad\"\r\n", R"({"error":{"message":"bad"}})"), "", ""},
        {"without a sentence", StreamServer::whole("HTTP/1.1 400 x\r\nx-signalbox-sentence: {\r\n", R"({"error":{"message":"bad"}})"), "", ""},
        {"without a message", StreamServer::whole("HTTP/1.1 502 x\r\n", "<html>"), "HTTP status %1", "502"},
        {"of an unbearable length", StreamServer::whole("HTTP/1.1 400 x\r\n", R"({"error":{"message":")" + QByteArray(5000, 'x') + R"("}})"), "", ""},
    }));
    CAPTURE(row.name);
    StreamServer server;
    server.answer(kPost, row.answer);
    Client client(server.base());
    const Sentence error = client.chat().error;
    CHECK(server.lastRequest().contains("x-signalbox-sentence: 1"));
    CHECK(error.pattern == row.pattern);
    CHECK((error.values.empty() ? "" : toText(error.values.front())) == row.value);
    CHECK(!toText(error).empty());
    CHECK(toText(error).size() <= 1000);
}

TEST_CASE("a gateway that is not there is told")
{
    const ::tests::DeadPort port(::tests::DeadPort::Kind::Refuses);
    Client client(QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(port.port())));
    const CallResult result = client.chat();
    CHECK(result.errorCode == kGatewayUnreachable);
    CHECK_FALSE(result.isRequestsFault);
    CHECK(result.exchange.empty());
}

TEST_CASE("an answer that is too long fails and ends the request")
{
    StreamServer server;
    QByteArray answer = StreamServer::kHead;
    const QByteArray text(1024 * 1024, 'x');
    for (int i = 0; i < 5; ++i)
        answer += StreamServer::delta(text.constData());
    server.answer(kPost, answer, false);
    Client client(server.base());
    const CallResult result = client.chat();
    CHECK(result.errorCode == kAnswerTooLong);
    CHECK(result.isRequestsFault);
    CHECK(result.text.empty());
    CHECK(result.exchange == "r-1");
}

TEST_CASE("the end at a limit of tokens is reported")
{
    StreamServer server;
    server.answer(kPost, StreamServer::kHead + StreamServer::delta("x") + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\n");
    Client client(server.base());
    const CallResult result = client.chat();
    CHECK(result.isAnswered());
    CHECK(result.isCutOff);
}

TEST_CASE("an embedding is read")
{
    StreamServer server;
    const bool isValid = GENERATE(true, false);
    server.answer("POST /v1/embeddings", StreamServer::whole("HTTP/1.1 200 OK\r\nx-signalbox-request-id: r-2\r\n", isValid ? R"({"data":[{"embedding":[0.5,-1]}],"usage":{"prompt_tokens":3}})" : R"({"data":[]})"));
    Client client(server.base());
    const CallResult result = client.embed();
    CHECK(result.isAnswered() == isValid);
    CHECK(result.exchange == "r-2");
    CHECK(result.vector == (isValid ? std::vector<float>{0.5F, -1.0F} : std::vector<float>{}));
    if (isValid)
        CHECK(result.inputTokens == Tokens{3});
}

TEST_CASE("cancelled requests do not report anything")
{
    StreamServer server;
    server.answer(kPost, StreamServer::kHead + StreamServer::delta("x"), false);
    Client client(server.base());
    bool isDone = false;
    client.calls().chat({"a/one", Json::array({{{"role", "user"}, {"content", "q"}}}), {}, {}, {}}, [&isDone](const CallResult&) { isDone = true; });
    const QDeadlineTimer deadline(kWait_ms);
    while (!server.isConnected() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    client.calls().cancelAll();
    while (server.isConnected() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    CHECK_FALSE(server.isConnected());
    CHECK_FALSE(isDone);
}
