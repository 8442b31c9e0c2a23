#include "exchange_parts.h"

#include "catch.h"

#include <QCryptographicHash>

using namespace gateway;
using namespace gateway::exchange;

namespace {

/// With a consumer "ide" whose key is "good".
config::Settings admissionSettings()
{
    config::Settings settings = routedTo({providerOf("first")});
    config::ConsumerSettings& ide = settings.consumers.emplace_back();
    ide.name = "ide";
    config::ConsumerKey& key = ide.keys.emplace_back();
    key.sha256 = QCryptographicHash::hash("good", QCryptographicHash::Sha256).toHex().toStdString();
    return settings;
}

/// One request that asks for admission.
struct AtTheDoor : ExchangeParts {
    AtTheDoor()
        : ExchangeParts(admissionSettings())
    {
        client.ask(kChatPath, askWhole());
    }
    void header(const char* name, const std::string& value) { client.head().headers.set(name, value); }
};

} // namespace

TEST_CASE("admits or rejects a request by its head alone")
{
    struct Row {
        const char* name;
        void (*edit)(AtTheDoor& door);
        std::optional<ErrorKind> refused;
        const char* dialect = "openai-chat";
        bool isRecorded = true;
    };
    const auto row = GENERATE(values<Row>({
        {"a chat", [](AtTheDoor&) {}, {}},
        {"Anthropic", [](AtTheDoor& door) { door.client.ask("/v1/messages", "{}"); }, {}, "anthropic-messages"},
        {"model list of an Anthropic client", [](AtTheDoor& door) { door.client.ask("/v1/models", "", "GET"); door.header("anthropic-version", "2023-06-01"); }, {}, "anthropic-models"},
        {"health check from another site", [](AtTheDoor& door) { door.client.ask("/health", "", "GET"); door.header("authorization", "Bearer bad"); }, {}, "health", false},
        {"foreign host name", [](AtTheDoor& door) { door.client.head().host = "evil.example"; }, ErrorKind::ForbiddenHost},
        {"foreign origin", [](AtTheDoor& door) { door.header("origin", "https://evil.example"); }, ErrorKind::ForbiddenOrigin},
        {"unknown key from another machine", [](AtTheDoor& door) { door.client.head().isLoopback = door.client.head().isThisMachine = false; door.client.head().peer = "192.0.2.7"; door.header("authorization", "Bearer bad"); }, ErrorKind::InvalidConsumerKey},
        {"unknown path", [](AtTheDoor& door) { door.client.ask("/v1/nothing", "{}"); }, ErrorKind::UnknownEndpoint, "unknown"},
        {"wrong method", [](AtTheDoor& door) { door.client.ask(kChatPath, "", "PUT"); }, ErrorKind::MethodNotAllowed},
        {"WebSocket", [](AtTheDoor& door) { door.client.head().asksForWebSocket = true; }, ErrorKind::UpgradeNotSupported},
        {"a loop", [](AtTheDoor& door) { door.services.instanceId = "me"; door.header("x-signalbox-hop", "other, me"); }, ErrorKind::LoopDetected},
        {"web form", [](AtTheDoor& door) { door.header("content-type", "text/plain"); }, ErrorKind::UnsupportedMediaType},
        {"an unsupported endpoint", [](AtTheDoor& door) { door.client.ask("/v1/messages/batches", "{}"); }, ErrorKind::ProtocolNotServed, "anthropic-batches"},
        {"while the gateway is paused", [](AtTheDoor& door) { door.services.isPaused = true; }, ErrorKind::GatewayPaused},
        {"while it stops", [](AtTheDoor& door) { door.services.isStopping = true; }, ErrorKind::GatewayStopping},
        {"a local answer while paused", [](AtTheDoor& door) { door.services.isPaused = true; door.client.ask("/v1/models", "", "GET"); }, {}, "openai-models"},
    }));
    CAPTURE(row.name);
    AtTheDoor door;
    row.edit(door);
    const auto admitted = door.admission.admit();
    CAPTURE(admitted ? std::string() : admitted.error().text());
    CHECK(admitted.has_value() == !row.refused);
    if (!admitted && row.refused)
        CHECK(admitted.error().kind == *row.refused);
    CHECK(door.state.record->dialect == row.dialect);
    CHECK(door.state.isRecorded == row.isRecorded);
    CHECK_FALSE(door.admission.isAbandoned());
}

TEST_CASE("identifies a consumer by its key and treats other local clients as anonymous")
{
    struct Row {
        const char* header;
        const char* value;
        const char* consumer;
    };
    const auto row = GENERATE(values<Row>({
        {"authorization", "Bearer good", "ide"},
        {"x-api-key", "good", "ide"},
        {"x-goog-api-key", "good", "ide"},
        {"authorization", "Bearer of-another-program", "anonymous"},
        {"x-other", "good", "anonymous"},
    }));
    CAPTURE(row.header, row.value);
    AtTheDoor door;
    door.header(row.header, row.value);
    door.header("user-agent", "OpenAI/JS 4.2");
    REQUIRE(door.admission.admit());
    CHECK(door.state.caller.name == row.consumer);
    CHECK(door.state.record->consumer == row.consumer);
    CHECK(door.state.record->clientName == "OpenAI/JS");
    CHECK(door.state.caller.consumer.has_value() == (std::string_view(row.consumer) == "ide"));
}

TEST_CASE("a client that leaves before its user is known was not rejected")
{
    struct Row {
        const char* name;
        bool hasLeft;
        config::RequireKey requireKey;
        bool isAbandoned;
    };
    const auto row = GENERATE(values<Row>({
        {"left", true, config::RequireKey::Auto, true},
        {"waits", false, config::RequireKey::Auto, false},
        {"left, but a key is required anyway", true, config::RequireKey::Always, false},
    }));
    CAPTURE(row.name);
    config::Settings settings = admissionSettings();
    settings.listen.requireKey = row.requireKey;
    ExchangeParts exchange(std::move(settings));
    exchange.notes().user = PeerUser([] { return failure(ErrorKind::Io, asIs("its other end is closed already")); });
    exchange.client.ask(kChatPath, askWhole());
    exchange.client.setLeft(row.hasLeft);
    const auto admitted = exchange.admission.admit();
    REQUIRE_FALSE(admitted);
    CHECK(admitted.error().kind == ErrorKind::InvalidConsumerKey);
    CHECK(exchange.admission.isAbandoned() == row.isAbandoned);
}

TEST_CASE("looks up the client program once per connection and only for recorded requests")
{
    ExchangeParts exchange(admissionSettings());
    int times = 0;
    exchange.services.findProcess = [&times](const http::ConnectionEnds&) {
        ++times;
        return std::make_shared<const usage::ProcessName>();
    };
    exchange.client.ask("/health", "", "GET");
    REQUIRE(exchange.admission.admit());
    CHECK(times == 0);
    for (int i = 0; i < 2; ++i) {
        exchange.client.ask(kChatPath, askWhole());
        REQUIRE(exchange.admission.admit());
        CHECK(exchange.state.record->process == exchange.notes().process);
    }
    CHECK(times == 1);
}

namespace {

using Program = std::shared_ptr<const usage::ProcessName>;

/// Asks for the program as a policy does.
struct ProgramQuestion final : private Scope {
    explicit ProgramQuestion(const policy::CallerProgram& program) : m_task(ask(program)) { m_task.start(*this); }
    Task<> ask(const policy::CallerProgram& program)
    {
        Task<Program> finding = program.find();
        found = co_await std::move(finding);
    }
    std::optional<Program> found;

private:
    bool finished() const override { return m_task.done(); }
    void ended() override {}

    Task<> m_task;
};

} // namespace

TEST_CASE("a policy waits for the client program at the first request of a connection only")
{
    ExchangeParts exchange(admissionSettings());
    const auto name = std::make_shared<usage::ProcessName>();
    std::vector<std::function<void()>> waiting;
    exchange.services.findProcess = [&](const http::ConnectionEnds&) { return name; };
    exchange.services.awaitProcess = [&](const Program& process, std::function<void()> told) {
        CHECK(process == name);
        waiting.push_back(std::move(told));
    };
    exchange.client.ask(kChatPath, askWhole());
    REQUIRE(exchange.admission.admit());
    CHECK(waiting.empty()); // nobody has asked
    const policy::CallerProgram& program = *exchange.state.policyRequest().program;
    SECTION("until it is known")
    {
        const ProgramQuestion question(program);
        CHECK_FALSE(question.found);
        REQUIRE(waiting.size() == 1);
        name->tell("claude (x)", "/home/me/x");
        waiting[0]();
        REQUIRE(question.found);
        CHECK((*question.found)->text() == "claude (x)");
        CHECK((*question.found)->folder() == "/home/me/x");
    }
    SECTION("for a moment if it stays unknown")
    {
        const ProgramQuestion question(program);
        CHECK_FALSE(question.found);
        REQUIRE(QTest::qWaitFor([&] { return question.found.has_value(); }, 20000));
        CHECK_FALSE((*question.found)->isTold());
        const ProgramQuestion another(program); // of the same or of a later request
        CHECK(another.found);
        CHECK(waiting.size() == 1);
        waiting[0](); // too late
    }
    SECTION("not if it is known already")
    {
        name->tell("claude (x)");
        const ProgramQuestion question(program);
        REQUIRE(question.found);
        CHECK((*question.found)->text() == "claude (x)");
        CHECK(waiting.empty());
    }
    SECTION("unless the client leaves")
    {
        auto question = std::make_unique<ProgramQuestion>(program);
        REQUIRE(waiting.size() == 1);
        question.reset();
        waiting[0]();
        CHECK(exchange.wheel.isEmpty());
    }
}

TEST_CASE("no client program is awaited where none is looked up")
{
    ExchangeParts exchange(admissionSettings());
    exchange.client.ask(kChatPath, askWhole());
    REQUIRE(exchange.admission.admit());
    const ProgramQuestion question(*exchange.state.policyRequest().program);
    REQUIRE(question.found);
    CHECK_FALSE(*question.found);
}
