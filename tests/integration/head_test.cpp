#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

// HEAD is served wherever GET is. Source: RFC 9110 §9.1, §9.3.2.

using namespace tests;

TEST_CASE("HEAD returns the headers of GET and no body for a provider's answer")
{
    const std::string body = R"({"object":"list","data":[{"id":"file-1"}]})";
    const auto* const path = GENERATE("/v1/files", "/v1/files/file-1", "/v1/files/file-1/content", "/v1/batches", "/v1/batches/batch-1");
    CAPTURE(path);
    FakeUpstream upstream;
    upstream.onCall("GET " + std::string(path), told(body));
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    client.send(toText({.method = "GET", .target = path}, gateway.port()));
    const auto got = client.readAnswer();
    REQUIRE(got.status == 200);
    REQUIRE(got.body == body);
    client.send(toText({.method = "HEAD", .target = path}, gateway.port()));
    const auto head = client.readAnswer(true);
    CHECK(head.status == 200);
    for (const auto* name : {"Content-Type", "x-signalbox-provider"})
        CHECK(head.headerOr(name) == got.headerOr(name));
    REQUIRE(upstream.allRequests().size() == 2);
    CHECK(upstream.allRequests().back().method == "GET"); // many providers do not know HEAD
    client.send(toText({.method = "GET", .target = "/health"}, gateway.port())); // no leftover body is in the way
    CHECK(client.readAnswer().status == 200);
    const auto options = exchange(gateway.port(), {.method = "OPTIONS", .target = path});
    CHECK(options.headerOr("Allow").find("HEAD") != std::string::npos);
}

TEST_CASE("HEAD of a stored response leaves it in place")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto made = exchange(gateway.port(), {.target = "/v1/responses", .body = R"({"model":"alias","input":"hi"})"});
    REQUIRE(made.status == 200);
    const std::string path = "/v1/responses/" + parsed(made.body)["id"].get<std::string>();
    for (const auto* rest : {"", "/input_items"}) {
        CAPTURE(rest);
        HttpClient client(gateway.port());
        client.send(toText({.method = "HEAD", .target = path + rest}, gateway.port()));
        const auto head = client.readAnswer(true);
        CHECK(head.status == 200);
        client.send(toText({.method = "GET", .target = path + rest}, gateway.port()));
        const auto got = client.readAnswer();
        CHECK(got.status == 200);
        CHECK(head.headerOr("Content-Length") == got.headerOr("Content-Length"));
    }
}
