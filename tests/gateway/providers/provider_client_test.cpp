#include "catch.h"
#include "http_text.h"

#include "gateway/providers/provider_client.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <map>

using namespace gateway;
using namespace gateway::providers;

namespace {

constexpr int kWait_ms = 20000;

/// Sends scripted bytes by request line; "" hangs. Records the requests.
class ScriptedServer {
public:
    ScriptedServer()
    {
        REQUIRE(m_server.listen(QHostAddress::LocalHost));
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket* socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(socket); });
        });
    }

    std::string origin() const { return "http://127.0.0.1:" + std::to_string(m_server.serverPort()); }

    /// Each request receives the next answer; the last one repeats.
    std::map<std::string, std::vector<std::string>> answers; ///< by "GET /v1/models"
    std::vector<std::string> requests;                       ///< head, with its names in lower case, and body

private:
    void read(QTcpSocket* socket)
    {
        std::string& got = m_pending[socket];
        got += socket->readAll().toStdString();
        const auto end = got.find("\r\n\r\n");
        if (end == std::string::npos)
            return;
        got = tests::withLowerCaseNames(std::move(got));
        const auto lengthAt = got.find("content-length: ");
        const std::size_t length = lengthAt < end ? std::stoul(got.substr(lengthAt + 16)) : 0;
        if (got.size() < end + 4 + length)
            return;
        requests.push_back(std::exchange(got, {}));
        auto& script = answers[requests.back().substr(0, requests.back().find(" HTTP/"))];
        const std::string answer = script.empty() ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" : script.front();
        if (script.size() > 1)
            script.erase(script.begin());
        if (answer.empty())
            return;
        socket->write(answer.data(), static_cast<qint64>(answer.size()));
        if (answer.find("Content-Length") == std::string::npos)
            socket->disconnectFromHost();
    }

    QTcpServer m_server;
    std::map<QTcpSocket*, std::string> m_pending;
};

std::string answerOf(int status, const std::string& body, const std::string& headers = {})
{
    return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Type: application/json\r\n" + headers
        + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string streamOf(const std::string& events)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: " + std::to_string(events.size()) + "\r\n\r\n"
        + events;
}

const std::string kGoodStream = streamOf("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"
                                         "data: {\"choices\":[{\"delta\":{\"content\":\"OK\"}}]}\n\n"
                                         "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
const std::string kKey = "sk-very-secret-0123456789";

const Catalog& catalog()
{
    static const std::shared_ptr<const Catalog> kLoaded = *Catalog::load();
    return *kLoaded;
}

UpstreamAccess accessTo(const std::string& type, const std::string& baseUrl, AuthScheme scheme = AuthScheme::Bearer)
{
    config::ProviderSettings provider;
    provider.type = type;
    provider.baseUrl = baseUrl;
    auto endpoint = resolveEndpoint(provider, catalog());
    REQUIRE(endpoint);
    endpoint->auth = scheme;
    UpstreamAccess access;
    access.endpoint = *endpoint;
    access.authorization = authorization(*endpoint, provider, Secret(kKey));
    access.limit = Milliseconds{10000};
    return access;
}

Result<std::vector<std::string>> listNow(ProviderClient& client, const UpstreamAccess& access)
{
    std::optional<Result<std::vector<std::string>>> answer;
    client.listModels(access, [&](auto result) { answer = std::move(result); });
    CHECK_FALSE(answer); // never before the call returns
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kWait_ms));
    return *answer;
}

ProbeResult probeNow(ProviderClient& client, const UpstreamAccess& access, const std::optional<std::string>& model = {},
                     std::span<const CatalogModel> known = {})
{
    std::optional<ProbeResult> answer;
    client.probe(access, model, known, [&](ProbeResult result) { answer = std::move(result); });
    CHECK_FALSE(answer);
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kWait_ms));
    CHECK(answer->ok == answer->message.isEmpty());
    CHECK(answer->ok == !answer->problem);
    CHECK(toText(answer->message).find(kKey) == std::string::npos);
    return *answer;
}

std::string closedOrigin()
{
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    return "http://127.0.0.1:" + std::to_string(server.serverPort());
}

} // namespace

TEST_CASE("limits a model list in size and number and validates its names")
{
    ScriptedServer server;
    ProviderClient client;
    const auto access = accessTo("openai-compatible", server.origin() + "/v1");
    const auto list = [&](const std::string& names) {
        server.answers["GET /v1/models"] = {answerOf(200, R"({"data":[)" + names + "]}")};
        return listNow(client, access);
    };
    std::string many;
    for (int i = 0; i < 60'000; ++i)
        many += (i > 0 ? "," : "") + (R"({"id":"model-)" + std::to_string(i) + "\"}");
    const auto first = list(many);
    REQUIRE(first);
    CHECK(first->size() == 2000);
    CHECK(first->back() == "model-1999");

    const std::string odd = R"({"id":"good"},{"id":"a\nb"},{"id":"\u001b[2Jc"},{"id":"d\u202ee"},{"id":"\u009bf"},{"id":")"
        + std::string(257, 'x') + R"("},{"id":")" + std::string(256, 'y') + "\"}";
    CHECK(list(odd) == std::vector<std::string>{"good", std::string(256, 'y')});

    std::string large;
    while (large.size() < 4 * 1024 * 1024)
        large += (large.empty() ? "" : ",") + (R"({"id":"m)" + std::to_string(large.size()) + R"(","about":")" + std::string(2000, 'z') + "\"}");
    const auto refused = list(large);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::UpstreamProtocolError);
    CHECK_THAT(refused.error().text(), Catch::Contains("more than 4 MiB as its list of models. Enter the models that you use"));
}

TEST_CASE("requests the model list with the key and parses each of its formats")
{
    struct Row { const char* body; std::vector<std::string> models; bool ok; };
    const auto row = GENERATE(values<Row>({
        {R"({"object":"list","data":[{"id":"b"},{"id":"a"},{"id":"b"}]})", {"b", "a"}, true},
        {R"([{"id":"a"}])", {"a"}, true},
        {R"({"models":[{"name":"llama3:8b","model":"llama3:8b"}]})", {"llama3:8b"}, true},
        {R"({"data":[{"id":7},{},null,{"id":"a"}]})", {"a"}, true},
        {R"({"data":[]})", {}, true},
        {R"({"hello":1})", {}, false},
        {"<html>", {}, false},
        {"", {}, false},
    }));
    CAPTURE(row.body);
    ScriptedServer server;
    server.answers["GET /v1/models"] = {answerOf(200, row.body)};
    ProviderClient client;
    const auto models = listNow(client, accessTo("openai-compatible", server.origin() + "/v1"));
    CHECK(models.has_value() == row.ok);
    if (models)
        CHECK(*models == row.models);
    else
        CHECK(models.error().kind == ErrorKind::UpstreamProtocolError);
    REQUIRE(server.requests.size() == 1);
    CHECK(server.requests[0].find("authorization: Bearer " + kKey + "\r\n") != std::string::npos);
    CHECK(server.requests[0].find("user-agent: signalbox/") != std::string::npos);
}

TEST_CASE("distinguishes the reasons why a model list is unavailable")
{
    struct Row { std::string answer; ErrorKind kind; int status; const char* words; };
    const auto row = GENERATE(values<Row>({
        {answerOf(401, R"({"error":{"message":"Incorrect API key provided: sk-very-secret-0123456789."}})"), ErrorKind::NoUsableKey, 401,
         "the key was rejected: Incorrect API key provided: ***"},
        {answerOf(402, R"({"error":{"message":"Insufficient Balance"}})"), ErrorKind::NoUsableKey, 402, "Insufficient Balance"},
        {answerOf(403, R"({"message":"no access"})"), ErrorKind::NoUsableKey, 403, "no access"},
        {answerOf(404, ""), ErrorKind::UpstreamError, 404, "check the address"},
        {answerOf(429, R"({"error":"slow down"})"), ErrorKind::UpstreamRateLimited, 429, "slow down"},
        {answerOf(500, "<html>oops</html>"), ErrorKind::UpstreamError, 500, "status 500"},
        {answerOf(302, "", "Location: http://elsewhere.example/\r\n"), ErrorKind::UpstreamError, 302, "redirects"},
        {"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{", ErrorKind::UpstreamProtocolError, 0, "closed the connection"},
        {"", ErrorKind::UpstreamTimeout, 0, "300 ms"},
    }));
    CAPTURE(row.answer);
    ScriptedServer server;
    server.answers["GET /v1/models"] = {row.answer};
    ProviderClient client;
    UpstreamAccess access = accessTo("openai-compatible", server.origin() + "/v1");
    if (row.answer.empty())
        access.limit = Milliseconds{300};
    const auto models = listNow(client, access);
    REQUIRE_FALSE(models);
    CHECK(models.error().kind == row.kind);
    CHECK(models.error().status == row.status);
    CHECK(models.error().text().find(row.words) != std::string::npos);
    CHECK((models.error().text() + models.error().detail).find(kKey) == std::string::npos);
    CHECK(server.requests.size() == 1); // redirects are not followed
}

TEST_CASE("reports an unreachable provider and a missing model list and an unreadable CA file")
{
    ProviderClient client;
    const auto refused = listNow(client, accessTo("openai-compatible", closedOrigin() + "/v1"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::UpstreamUnreachable);
    CHECK(refused.error().text().find("nothing is listening on http://127.0.0.1:") != std::string::npos);
    UpstreamAccess noList = accessTo("openai-compatible", closedOrigin() + "/v1");
    noList.endpoint.modelsPath.clear();
    CHECK(listNow(client, noList).error().kind == ErrorKind::UnknownEndpoint);
    UpstreamAccess badCa = accessTo("openai-compatible", "https://127.0.0.1:1/v1");
    badCa.caFile = "/nonexistent/ca.pem";
    const auto ca = listNow(client, badCa);
    REQUIRE_FALSE(ca);
    CHECK(ca.error().text().find("/nonexistent/ca.pem") != std::string::npos);
}

TEST_CASE("sends the key in another header or in the query")
{
    ScriptedServer server;
    server.answers["GET /v1/models?key=sk-very-secret-0123456789"] = {answerOf(200, R"({"data":[{"id":"a"}]})")};
    server.answers["GET /v1/models"] = {answerOf(200, R"({"data":[{"id":"a"}]})")};
    ProviderClient client;
    CHECK(listNow(client, accessTo("openai-compatible", server.origin() + "/v1", AuthScheme::ApiKey)));
    CHECK(server.requests.back().find("api-key: " + kKey + "\r\n") != std::string::npos);
    CHECK(server.requests.back().find("authorization") == std::string::npos);
    UpstreamAccess inQuery = accessTo("openai-compatible", server.origin() + "/v1");
    inQuery.authorization = {{"?key", kKey}};
    CHECK(listNow(client, inQuery));
}

TEST_CASE("aborts an endless model list")
{
    ScriptedServer server;
    server.answers["GET /v1/models"] = {answerOf(200, std::string(17 * 1024 * 1024, ' '))};
    ProviderClient client;
    const auto models = listNow(client, accessTo("openai-compatible", server.origin() + "/v1"));
    REQUIRE_FALSE(models);
    CHECK(models.error().kind == ErrorKind::UpstreamProtocolError);
    CHECK(models.error().text().find("4 MiB") != std::string::npos);
}

TEST_CASE("a provider test sends a real streaming request and measures the first token")
{
    ScriptedServer server;
    server.answers["GET /v1/models"] = {answerOf(200, R"({"data":[{"id":"first"},{"id":"second"}]})")};
    server.answers["POST /v1/chat/completions"] = {kGoodStream};
    ProviderClient client;
    const UpstreamAccess access = accessTo("openai-compatible", server.origin() + "/v1");
    const ProbeResult result = probeNow(client, access);
    CHECK(result.ok);
    CHECK(result.status == 200);
    CHECK(result.models == 2);
    CHECK(result.listed == std::vector<std::string>{"first", "second"});
    CHECK(result.model == "first");
    CHECK(result.firstToken.count() >= 0);
    CHECK(result.total >= result.firstToken);
    REQUIRE(server.requests.size() == 2);
    CHECK(server.requests[1].find("authorization: Bearer " + kKey) != std::string::npos);
    CHECK(server.requests[1].find("\"stream\":true") != std::string::npos);
    CHECK(server.requests[1].find("\"max_tokens\":16") != std::string::npos);
    CHECK(probeNow(client, access, "mine").model == "mine");
    CHECK(server.requests.back().find("\"model\":\"mine\"") != std::string::npos);
}

TEST_CASE("a provider test works without a model list and with max_completion_tokens")
{
    ScriptedServer server;
    server.answers["GET /v1/models"] = {answerOf(404, "{}")};
    server.answers["POST /v1/chat/completions"] = {
        answerOf(400, R"({"error":{"message":"Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."}})"), kGoodStream};
    ProviderClient client;
    const ProbeResult result = probeNow(client, accessTo("openai-compatible", server.origin() + "/v1"), "gpt");
    CHECK(result.ok);
    CHECK(result.models == -1);
    REQUIRE(server.requests.size() == 3);
    CHECK(server.requests[2].find("\"max_completion_tokens\":16") != std::string::npos);
    CHECK(server.requests[2].find("\"max_tokens\"") == std::string::npos);
}

TEST_CASE("recognises the first token of a provider test")
{
    struct Row { const char* event; bool ok; };
    const auto row = GENERATE(values<Row>({
        {R"({"choices":[{"delta":{"content":"O"}}]})", true},
        {R"({"choices":[{"delta":{"reasoning_content":"Hm"}}]})", true},
        {R"({"choices":[{"delta":{},"finish_reason":"length"}]})", true},
        {R"({"choices":[{"delta":{"role":"assistant","content":""}}]})", false},
        {R"({"choices":[]})", false},
        {"[DONE]", false},
        {"not json", false},
    }));
    CAPTURE(row.event);
    ScriptedServer server;
    server.answers["POST /v1/chat/completions"] = {streamOf(std::string("data: ") + row.event + "\n\n")};
    ProviderClient client;
    const ProbeResult result = probeNow(client, accessTo("openai-compatible", server.origin() + "/v1"), "m");
    CHECK(result.ok == row.ok);
    if (!row.ok)
        CHECK(result.problem == ErrorKind::UpstreamProtocolError);
}

TEST_CASE("a failed provider test reports the reason without the key")
{
    struct Row { std::string answer; ErrorKind problem; int status; const char* words; UpstreamFailure failure; };
    const auto row = GENERATE(values<Row>({
        {answerOf(401, R"({"error":{"message":"bad key sk-very-secret-0123456789 given"}})"), ErrorKind::NoUsableKey, 401, "bad key *** given",
         UpstreamFailure::Status},
        {answerOf(404, R"({"error":{"message":"model m does not exist"}})"), ErrorKind::UpstreamError, 404, "model m does not exist",
         UpstreamFailure::Status},
        {answerOf(429, "[{\"error\":{\"code\":429,\"message\":\"quota\"}}]"), ErrorKind::UpstreamRateLimited, 429, "quota",
         UpstreamFailure::Status},
        {streamOf("data: {\"error\":{\"message\":\"overloaded\"}}\n\n"), ErrorKind::UpstreamError, 200, "overloaded",
         UpstreamFailure::BrokenStream},
        {answerOf(200, "<html>a login page</html>"), ErrorKind::UpstreamProtocolError, 200, "",
         UpstreamFailure::NotAChat},
    }));
    CAPTURE(row.answer);
    ScriptedServer server;
    server.answers["POST /v1/chat/completions"] = {row.answer};
    ProviderClient client;
    const ProbeResult result = probeNow(client, accessTo("openai-compatible", server.origin() + "/v1"), "m");
    CHECK_FALSE(result.ok);
    CHECK(result.problem == row.problem);
    CHECK(result.status == row.status);
    CHECK(toText(result.message).find(row.words) != std::string::npos);
    CHECK(result.words == row.words);
    CHECK(result.failure == row.failure);
    CHECK(result.address == server.origin());
}

TEST_CASE("a provider test reports an unreachable provider and a missing model")
{
    ProviderClient client;
    const ProbeResult refused = probeNow(client, accessTo("openai-compatible", closedOrigin() + "/v1"), "m");
    CHECK(refused.problem == ErrorKind::UpstreamUnreachable);
    CHECK(refused.status == 0);
    CHECK(refused.failure == UpstreamFailure::Refused);
    CHECK(refused.address.starts_with("http://127.0.0.1:"));
    ScriptedServer server; // has no model list
    const ProbeResult noModel = probeNow(client, accessTo("openai-compatible", server.origin() + "/v1"));
    CHECK(noModel.problem == ErrorKind::ModelNotFound);
    CHECK(noModel.failure == UpstreamFailure::NoModel);
    UpstreamAccess noList = accessTo("openai-compatible", server.origin() + "/v1");
    noList.endpoint.modelsPath.clear();
    CHECK(probeNow(client, noList).problem == ErrorKind::ModelNotFound);
}

TEST_CASE("a provider test without a model first reports why the model list failed")
{
    struct Row { std::string answer; ErrorKind problem; int status; const char* words; UpstreamFailure failure; };
    const auto row = GENERATE(values<Row>({
        {answerOf(401, R"({"error":{"message":"bad key sk-very-secret-0123456789 given"}})"), ErrorKind::NoUsableKey, 401, "bad key *** given",
         UpstreamFailure::Status},
        {answerOf(403, R"({"error":{"message":"not for this key"}})"), ErrorKind::NoUsableKey, 403, "not for this key", UpstreamFailure::Status},
        {answerOf(402, "{}"), ErrorKind::NoUsableKey, 402, "", UpstreamFailure::Status},
        {answerOf(429, "{}"), ErrorKind::UpstreamRateLimited, 429, "", UpstreamFailure::Status},
        {answerOf(503, "busy"), ErrorKind::UpstreamError, 503, "", UpstreamFailure::Status},
        {answerOf(200, "<html>a login page</html>"), ErrorKind::UpstreamProtocolError, 200, "", UpstreamFailure::NotAList},
        {answerOf(200, R"({"hello":1})"), ErrorKind::UpstreamProtocolError, 200, "", UpstreamFailure::NotAList},
        {answerOf(200, R"({"data":[]})"), ErrorKind::ModelNotFound, 200, "", UpstreamFailure::NoModel},
    }));
    CAPTURE(row.answer);
    ScriptedServer server;
    server.answers["GET /v1/models"] = {row.answer};
    ProviderClient client;
    const UpstreamAccess access = accessTo("openai-compatible", server.origin() + "/v1");
    const ProbeResult result = probeNow(client, access);
    CHECK_FALSE(result.ok);
    CHECK(result.problem == row.problem);
    CHECK(result.status == row.status);
    CHECK(result.words == row.words);
    CHECK(result.failure == row.failure);
    CHECK(result.address == server.origin());
    CHECK(server.requests.size() == 1);
    server.answers["POST /v1/chat/completions"] = {kGoodStream};
    CHECK(probeNow(client, access, "known").ok); // some providers need another key or none for the list
}

TEST_CASE("a provider test reports a model list timeout before a missing model")
{
    ScriptedServer server;
    server.answers["GET /v1/models"] = {std::string()}; // never answers
    ProviderClient client;
    UpstreamAccess access = accessTo("openai-compatible", server.origin() + "/v1");
    access.limit = Milliseconds(50);
    const ProbeResult result = probeNow(client, access);
    CHECK(result.failure == UpstreamFailure::TimedOut);
    CHECK(result.problem == ErrorKind::UpstreamTimeout);
    CHECK(result.status == 0);
}

TEST_CASE("a provider test of the demo needs no network")
{
    ProviderClient client;
    config::ProviderSettings provider;
    provider.type = "demo";
    UpstreamAccess access;
    access.endpoint = *resolveEndpoint(provider, catalog());
    const ProbeResult good = probeNow(client, access, {}, catalog().models("demo"));
    CHECK(good.ok);
    CHECK(good.models == 3);
    CHECK(good.model == "demo");
    CHECK(probeNow(client, access, "demo-rate-limited").status == 429);
    CHECK(probeNow(client, access, "demo-down").problem == ErrorKind::UpstreamUnreachable);
}

TEST_CASE("chooses the model of a provider test")
{
    const auto model = [](const char* id, float price, bool chat = true) {
        CatalogModel made;
        made.id = made.name = id;
        made.toolCall = chat;
        made.inputPrice = made.outputPrice = price;
        return made;
    };
    const std::vector<CatalogModel> known{model("dear", 5), model("embed", 0.01F, false), model("cheap", 0.5F), model("free", 0),
                                          model("unknown", -1)};
    using Names = std::vector<std::string>;
    CHECK(probeModel("mine", Names{"a"}, known) == "mine");
    CHECK(probeModel({}, Names{"embed", "free", "dear", "cheap"}, known) == "cheap");
    CHECK(probeModel({}, Names{"x", "free", "unknown"}, known) == "free");
    CHECK(probeModel({}, Names{"x", "unknown"}, known) == "unknown");
    CHECK(probeModel({}, Names{"x", "embed"}, known) == "x");
    CHECK(probeModel({}, Names{}, known) == "cheap");
    CHECK(probeModel({}, Names{}, {}).empty());
    CHECK(probeModel("", Names{"a"}, {}) == "a");
}

TEST_CASE("finds local model servers and distinguishes them from other servers")
{
    ScriptedServer ollama;
    ollama.answers["GET /api/tags"] = {answerOf(200, R"({"models":[{"name":"llama3:8b"},{"name":"qwen3:4b"}]})")};
    ScriptedServer studio;
    studio.answers["GET /v1/models"] = {answerOf(200, R"({"data":[]})")}; // no model loaded
    ScriptedServer other;
    other.answers["GET /v1/models"] = {answerOf(200, R"({"data":[{"id":"x","owned_by":"somebody"}]})")};
    ScriptedServer vllm;
    vllm.answers["GET /v1/models"] = {answerOf(200, R"({"data":[{"id":"q","owned_by":"vllm"}]})")};
    ScriptedServer ourselves;
    ourselves.answers["GET /v1/models"] = {answerOf(200, R"({"data":[{"id":"demo"}]})", "Server: signalbox/0.1.0\r\n")};
    ScriptedServer silent;
    silent.answers["GET /v1/models"] = {""};
    const auto at = [](const char* type, const ScriptedServer& server, const char* path, const char* owner) {
        return EngineAddress{type, server.origin() + "/base", server.origin() + path, owner};
    };
    ProviderClient client;
    std::optional<std::vector<LocalEngine>> found;
    client.findLocalEngines({at("ollama", ollama, "/api/tags", ""), at("lmstudio", studio, "/v1/models", ""),
                             at("llamacpp", other, "/v1/models", "llamacpp"), at("vllm", vllm, "/v1/models", "vllm"),
                             at("lmstudio", ourselves, "/v1/models", ""), at("lmstudio", silent, "/v1/models", ""),
                             EngineAddress{"lmstudio", "", closedOrigin() + "/v1/models", ""}, EngineAddress{"jan", "", "not a url", ""}},
                            [&](std::vector<LocalEngine> engines) { found = std::move(engines); });
    REQUIRE(QTest::qWaitFor([&] { return found.has_value(); }, kWait_ms));
    REQUIRE(found->size() == 3);
    CHECK((*found)[0].type == "ollama");
    CHECK((*found)[0].baseUrl == ollama.origin() + "/base");
    CHECK((*found)[0].models == std::vector<std::string>{"llama3:8b", "qwen3:4b"});
    CHECK((*found)[1].type == "lmstudio");
    CHECK((*found)[1].models.empty());
    CHECK((*found)[2].type == "vllm");
    CHECK(ollama.requests.at(0).find("authorization") == std::string::npos);

    found.reset();
    client.findLocalEngines({}, [&](std::vector<LocalEngine> engines) { found = std::move(engines); });
    REQUIRE(QTest::qWaitFor([&] { return found.has_value(); }, kWait_ms));
    CHECK(found->empty());
}

TEST_CASE("knows the usual addresses of local model servers")
{
    const auto engines = usualEngines(catalog());
    const auto listOf = [&](const std::string& type) {
        for (const EngineAddress& engine : engines)
            if (engine.type == type)
                return engine.listUrl;
        return std::string();
    };
    CHECK(listOf("ollama") == "http://localhost:11434/api/tags");
    CHECK(listOf("lmstudio") == "http://localhost:1234/v1/models");
    CHECK(listOf("llamacpp") == "http://127.0.0.1:8080/v1/models");
    CHECK(listOf("vllm") == "http://localhost:8000/v1/models");
}

TEST_CASE("a client may be destroyed during its requests and from within an answer")
{
    ScriptedServer server;
    server.answers["GET /v1/models"] = {""};
    bool isAnswered = false;
    {
        ProviderClient client;
        const UpstreamAccess access = accessTo("openai-compatible", server.origin() + "/v1");
        client.listModels(access, [&](auto) { isAnswered = true; });
        client.probe(access, "m", {}, [&](auto) { isAnswered = true; });
        client.findLocalEngines({{"x", "", server.origin() + "/v1/models", ""}}, [&](auto) { isAnswered = true; });
        REQUIRE(QTest::qWaitFor([&] { return server.requests.size() == 3; }, kWait_ms));
    }
    CHECK_FALSE(isAnswered);
    server.answers["GET /v1/models"] = {answerOf(200, "{}")};
    server.answers["POST /v1/chat/completions"] = {kGoodStream};
    auto client = std::make_unique<ProviderClient>();
    client->probe(accessTo("openai-compatible", server.origin() + "/v1"), "m", {}, [&](ProbeResult) {
        client.reset();
        isAnswered = true;
    });
    REQUIRE(QTest::qWaitFor([&] { return isAnswered; }, kWait_ms));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

TEST_CASE("two accounts at one address use their own proxies even at the same time")
{
    ScriptedServer proxy;
    ScriptedServer local;
    const std::string url = local.origin() + "/v1";
    proxy.answers["GET " + url + "/models"] = {answerOf(200, R"({"data":[{"id":"through"}]})")};
    local.answers["GET /v1/models"] = {answerOf(200, R"({"data":[{"id":"direct"}]})")};
    ProviderClient client;
    std::vector<UpstreamAccess> accesses(2, accessTo("openai-compatible", url));
    accesses[0].proxy = QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"),
                                      static_cast<quint16>(std::stoi(proxy.origin().substr(17))));
    accesses[1].proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    if (GENERATE(true, false))
        std::swap(accesses[0], accesses[1]);
    std::vector<std::string> answers(2);
    for (std::size_t i = 0; i < 2; ++i)
        client.listModels(accesses[i], [&answers, i](const auto& models) { answers[i] = models ? models->at(0) : models.error().text(); });
    REQUIRE(QTest::qWaitFor([&] { return !answers[0].empty() && !answers[1].empty(); }, kWait_ms));
    const bool isProxyFirst = accesses[0].proxy->type() != QNetworkProxy::NoProxy;
    CHECK(answers[0] == (isProxyFirst ? "through" : "direct"));
    CHECK(answers[1] == (isProxyFirst ? "direct" : "through"));
}

TEST_CASE("uses a proxy only where configured")
{
    ScriptedServer proxy;
    proxy.answers["GET http://upstream.example/v1/models"] = {answerOf(200, R"({"data":[{"id":"through"}]})")};
    ProviderClient client;
    UpstreamAccess access = accessTo("openai-compatible", "http://upstream.example/v1");
    access.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"),
                                 static_cast<quint16>(std::stoi(proxy.origin().substr(17))));
    const auto models = listNow(client, access);
    INFO((models ? std::string() : models.error().text()));
    REQUIRE(models);
    CHECK(*models == std::vector<std::string>{"through"});
    // the local machine is reached directly, whatever the system's proxy
    qputenv("http_proxy", "http://127.0.0.1:1");
    ScriptedServer local;
    local.answers["GET /v1/models"] = {answerOf(200, R"({"data":[{"id":"direct"}]})")};
    CHECK(listNow(client, accessTo("openai-compatible", local.origin() + "/v1")));
    qunsetenv("http_proxy");
}

TEST_CASE("requests through a proxy use an absolute URI and reveal its password only to it")
{
    const bool isCaching = GENERATE(true, false);
    CAPTURE(isCaching);
    ScriptedServer proxy;
    proxy.answers["GET http://upstream.example/v1/models"] = {answerOf(200, R"({"data":[{"id":"m"}]})")};
    proxy.answers["POST http://upstream.example/v1/chat/completions"] = {kGoodStream};
    UpstreamAccess access = accessTo("openai-compatible", "http://upstream.example/v1");
    access.proxy = QNetworkProxy(isCaching ? QNetworkProxy::HttpCachingProxy : QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"),
                                 static_cast<quint16>(std::stoi(proxy.origin().substr(17))), QStringLiteral("box"), QStringLiteral("5ecret"));
    {
        ProviderClient client;
        CHECK(listNow(client, access));
    }
    {
        ProviderClient client;
        CHECK(probeNow(client, access, "m").ok);
    }
    REQUIRE(proxy.requests.size() >= 2);
    for (const std::string& request : proxy.requests) {
        CHECK(request.find(" http://upstream.example/v1/") != std::string::npos);
        CHECK(request.find("proxy-authorization: Basic Ym94OjVlY3JldA==\r\n") != std::string::npos);
    }
    // No other header contains it.
    ScriptedServer local;
    local.answers["GET /v1/models"] = {answerOf(200, R"({"data":[{"id":"m"}]})")};
    access.endpoint = accessTo("openai-compatible", local.origin() + "/v1").endpoint;
    access.proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    ProviderClient direct;
    CHECK(listNow(direct, access));
    CHECK(local.requests.front().find("proxy-authorization") == std::string::npos);
}

TEST_CASE("does not mistake a proxy's own answer for the provider's")
{
    struct Row { const char* answer; const char* says; };
    const auto row = GENERATE(values<Row>({
        {"403 Filtered\r\nServer: tinyproxy/1.11.1", "the proxy does not allow the request (status 403)"},
        {"503 Service Unavailable\r\nX-Squid-Error: ERR_CONNECT_FAIL 111", "the proxy cannot reach the host (status 503)"},
        {"407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate", "proxy"},
        {"403 Forbidden\r\nContent-Type: text/html", "the proxy, or a server after it, answered with a web page (status 403)"},
    }));
    CAPTURE(row.answer);
    ScriptedServer proxy;
    proxy.answers["GET http://upstream.example/v1/models"] = {std::string("HTTP/1.1 ") + row.answer + "\r\nContent-Length: 0\r\n\r\n"};
    ProviderClient client;
    UpstreamAccess access = accessTo("openai-compatible", "http://upstream.example/v1");
    access.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), static_cast<quint16>(std::stoi(proxy.origin().substr(17))));
    const auto models = listNow(client, access);
    REQUIRE_FALSE(models);
    CHECK(models.error().kind == ErrorKind::UpstreamUnreachable);
    CHECK_THAT(models.error().text(), Catch::Contains(row.says));
    // Without a proxy it is the provider's answer.
    ScriptedServer provider;
    provider.answers["GET /v1/models"] = {std::string("HTTP/1.1 ") + row.answer + "\r\nContent-Length: 0\r\n\r\n"};
    CHECK_THAT(listNow(client, accessTo("openai-compatible", provider.origin() + "/v1")).error().text(), !Catch::Contains("web page") && !Catch::Contains("the proxy does not allow the request"));
}

TEST_CASE("names an unusable proxy from the environment and does not bypass it")
{
    ProviderClient client;
    qputenv("ALL_PROXY", "https://box:pr0xy-5ecret@127.0.0.1:1");
    const auto models = listNow(client, accessTo("openai-compatible", "http://upstream.example/v1"));
    qunsetenv("ALL_PROXY");
    REQUIRE_FALSE(models);
    CHECK(models.error().kind == ErrorKind::UpstreamUnreachable);
    CHECK_THAT(models.error().text(), Catch::Contains("the variable ALL_PROXY") && Catch::Contains("use http://") && !Catch::Contains("5ecret"));
}

TEST_CASE("reports that a rejected key is in quotes")
{
    ScriptedServer server;
    server.answers["GET /v1/models"] = {answerOf(401, "{}")};
    ProviderClient client;
    UpstreamAccess access = accessTo("openai-compatible", server.origin() + "/v1");
    access.keyMistake = SecretMistake::Quotes;
    CHECK_THAT(listNow(client, access).error().text(), Catch::Contains("the key was rejected: it is in quotes") && Catch::Contains("Remove them"));
}

TEST_CASE("fetches a file within its time limit and follows no redirects")
{
    ScriptedServer server;
    server.answers = {{"GET /list?x=1", {answerOf(200, "[1]")}}, {"GET /moved", {answerOf(302, "", "Location: /list?x=1\r\n")}}, {"GET /slow", {""}}};
    ProviderClient client;
    const auto fetched = [&](const std::string& path, Milliseconds limit) {
        std::optional<Result<QByteArray>> result;
        client.fetch(server.origin() + path, limit, [&result](Result<QByteArray> body) { result = std::move(body); });
        REQUIRE(QTest::qWaitFor([&result] { return result.has_value(); }, kWait_ms));
        return *result;
    };
    CHECK(fetched("/list?x=1", Milliseconds(kWait_ms)) == QByteArray("[1]"));
    CHECK(fetched("/moved", Milliseconds(kWait_ms)).error().kind == ErrorKind::UpstreamError);
    CHECK(fetched("/slow", Milliseconds(50)).error().kind == ErrorKind::UpstreamTimeout);
    CHECK(server.requests.size() == 3);
}
