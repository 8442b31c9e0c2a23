#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <QCryptographicHash>
#include <QDateTime>

using namespace tests;

// A client that keeps its connection repeats the same head. Each request is judged anew, by the configuration, the body
// and the time at which it arrives.

namespace {

/// A second route, for requests with an image, and one for requests with "x-team: red".
Json manyRoutes(const FakeUpstream& upstream)
{
    auto config = aliasConfiguration(upstream);
    Json red = route("alias", {target("up", "red-model", 0)});
    red["id"] = "red";
    red["match"]["headers"] = Json::array({{{"name", "x-team"}, {"exact", "red"}}});
    Json other = route("other", {target("up", "other-model", 0)});
    other["id"] = "other";
    config["routes"].insert(config["routes"].begin(), red);
    config["routes"].push_back(other);
    return config;
}

std::string sha256(const std::string& key)
{
    return QCryptographicHash::hash(QByteArray::fromStdString(key), QCryptographicHash::Sha256).toHex().toStdString();
}

HttpAnswer again(HttpClient& client, int port, const std::string& body, const Fields& headers = {})
{
    client.send(toText({.headers = headers, .body = body}, port));
    return client.readAnswer();
}

std::string modelOf(const FakeUpstream& upstream, std::size_t request)
{
    return parsed(upstream.requests().at(request).body).at("model");
}

} // namespace

TEST_CASE("routes each request with the same head by its own model")
{
    FakeUpstream upstream;
    GatewayProcess gateway(manyRoutes(upstream), withKey());
    HttpClient client(gateway.port());
    const std::vector<std::pair<const char*, const char*>> asked{
        {"alias", "up-model"}, {"alias", "up-model"}, {"other", "other-model"}, {"other", "other-model"}, {"alias", "up-model"}};
    for (std::size_t i = 0; i < asked.size(); ++i) {
        CAPTURE(i);
        CHECK(again(client, gateway.port(), ask(asked[i].first)).status == 200);
        CHECK(modelOf(upstream, i) == asked[i].second);
    }
    CHECK(again(client, gateway.port(), ask("nosuc")).status == 404);
    CHECK(again(client, gateway.port(), ask("alias")).status == 200);
    CHECK(again(client, gateway.port(), ask("alias"), {{"x-team", "red"}}).status == 200);
    CHECK(again(client, gateway.port(), ask("alias")).status == 200);
    CHECK(modelOf(upstream, 6) == "red-model");
    CHECK(modelOf(upstream, 7) == "up-model");
}

TEST_CASE("checks route conditions beyond the head for each request")
{
    FakeUpstream upstream;
    auto config = manyRoutes(upstream);
    Json pictures = route("alias", {target("up", "picture-model", 0)});
    pictures["id"] = "pictures";
    pictures["match"]["traits"] = Json::array({{{"images", true}}});
    config["routes"].insert(config["routes"].begin(), pictures);
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    HttpClient client(gateway.port());
    const std::string picture = R"({"model":"alias","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]}]})";
    std::string words = ask("alias", R"(,"user":")");
    words.insert(words.size() - 1, std::string(picture.size() - words.size() - 1, 'x') + '"'); // as long as the other body
    REQUIRE(words.size() == picture.size());
    const std::vector<std::pair<std::string, std::string>> asked{
        {words, "up-model"}, {picture, "picture-model"}, {words, "up-model"}, {picture, "picture-model"}};
    for (std::size_t i = 0; i < asked.size(); ++i) {
        CAPTURE(i);
        CHECK(again(client, gateway.port(), asked[i].first).status == 200);
        CHECK(modelOf(upstream, i) == asked[i].second);
    }
}

TEST_CASE("tells streamed from whole requests whatever came before")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    const std::string stream = askStream("alias");
    const std::string whole = ask("alias", std::string(R"(,"user":")") + std::string(stream.size() - ask("alias").size() - 10, 'x') + '"');
    REQUIRE(whole.size() == stream.size());
    const Fields headers{{"OpenAI-Beta", "assistants=v2"}, {"X-Own", "stays here"}};
    for (const bool isStream : {false, true, true, false, false}) {
        const auto answer = again(client, gateway.port(), isStream ? stream : whole, headers);
        CHECK(answer.status == 200);
        const RecordedRequest request = upstream.requests().back();
        CHECK(request.header("accept") == (isStream ? "text/event-stream" : "application/json"));
        CHECK(request.header("openai-beta") == "assistants=v2");
        CHECK_FALSE(request.header("x-own"));
        CHECK(request.header("content-length") == std::to_string(request.body.size()));
        CHECK(request.bearer() == kKey);
    }
}

TEST_CASE("applies a changed configuration to the next request with the same head")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["listen"]["require_key"] = "always";
    config["consumers"] = Json::array({{{"name", "ide"}, {"keys", Json::array({{{"sha256", sha256("sb-ide")}}})}}});
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    HttpClient client(gateway.port());
    const Fields key{{"Authorization", "Bearer sb-ide"}};
    for (int i = 0; i < 2; ++i)
        CHECK(again(client, gateway.port(), ask("alias"), key).status == 200);
    SECTION("another target")
    {
        config["routes"][0]["targets"][0]["model"] = "new-model";
        gateway.writeConfig(config);
        CHECK(eventually([&] {
            return again(client, gateway.port(), ask("alias"), key).status == 200 && modelOf(upstream, upstream.requests().size() - 1) == "new-model";
        }));
    }
    SECTION("the key is disabled")
    {
        config["consumers"][0]["keys"][0]["enabled"] = false;
        gateway.writeConfig(config);
        CHECK(eventually([&] { return again(client, gateway.port(), ask("alias"), key).status == 401; }));
    }
    SECTION("the consumer is removed")
    {
        config["consumers"][0]["keys"][0]["sha256"] = sha256("sb-other");
        gateway.writeConfig(config);
        CHECK(eventually([&] { return again(client, gateway.port(), ask("alias"), key).status == 401; }));
    }
}

TEST_CASE("rejects a key that expires between two requests with the same head")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    const QString until = QDateTime::currentDateTimeUtc().addSecs(3).toString(Qt::ISODate);
    config["listen"]["require_key"] = "always";
    config["consumers"] = Json::array(
        {{{"name", "ide"}, {"keys", Json::array({{{"sha256", sha256("sb-ide")}, {"expires_at", until.toStdString()}}})}}});
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    HttpClient client(gateway.port());
    const Fields key{{"Authorization", "Bearer sb-ide"}};
    CHECK(again(client, gateway.port(), ask("alias"), key).status == 200);
    CHECK(eventually([&] {
        const auto answer = again(client, gateway.port(), ask("alias"), key);
        return answer.status == 401 && answer.headerOr("x-signalbox-error") == "invalid_consumer_key";
    }));
}

TEST_CASE("identifies the caller by the current head whatever came in between")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    Json consumers = Json::array();
    for (const char* const name : {"red", "blue"})
        consumers.push_back({{"name", name}, {"keys", Json::array({{{"sha256", sha256(std::string("sb-") + name)}}})}});
    config["consumers"] = consumers;
    Json reds = route("alias", {target("up", "red-model", 0)});
    reds["id"] = "reds";
    reds["match"]["consumers"] = {"red"};
    config["routes"].insert(config["routes"].begin(), reds);
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    HttpClient client(gateway.port());
    const auto ofKey = [&](const char* name) { return toText({.headers = {{"Authorization", std::string("Bearer sb-") + name}}, .body = ask("alias")}, gateway.port()); };
    // Chunked: the connection does not cache such a head.
    const std::string body = ask("alias");
    char size[8];
    std::snprintf(size, sizeof size, "%zx", body.size());
    const std::string chunked = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                "Authorization: Bearer sb-blue\r\nTransfer-Encoding: chunked\r\n\r\n"
        + std::string(size) + "\r\n" + body + "\r\n0\r\n\r\n";
    const std::vector<std::pair<std::string, const char*>> asked{{ofKey("red"), "red-model"}, {ofKey("red"), "red-model"},
        {chunked, "up-model"}, {ofKey("red"), "red-model"}, {ofKey("blue"), "up-model"}, {ofKey("blue"), "up-model"},
        {chunked, "up-model"}, {ofKey("blue"), "up-model"}, {ofKey("red"), "red-model"}};
    for (std::size_t i = 0; i < asked.size(); ++i) {
        CAPTURE(i);
        client.send(asked[i].first);
        CHECK(client.readAnswer().status == 200);
        CHECK(modelOf(upstream, i) == asked[i].second);
    }
    gateway.terminate();
    REQUIRE(gateway.waitForExit() == 0);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", asked.size());
    REQUIRE(rows.size() == asked.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CAPTURE(i);
        const bool isRed = std::string(asked[i].second) == "red-model";
        CHECK(text(rows[i], "consumer") == (isRed ? "red" : "blue"));
        CHECK(text(rows[i], "refused") == text(rows[isRed ? 0 : 2], "refused"));
    }
    CHECK(text(rows[0], "refused") != text(rows[2], "refused"));
}
