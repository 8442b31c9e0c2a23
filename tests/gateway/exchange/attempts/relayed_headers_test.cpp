#include "gateway/exchange/attempts/upstream_message.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;

TEST_CASE("relays the response headers that clients read but none that browsers act on")
{
    struct Row {
        const char* name;
        bool isRelayed;
    };
    const auto row = GENERATE(values<Row>({
        {"Content-Type", true}, {"ETag", true}, {"Retry-After", true}, {"x-ratelimit-remaining-requests", true}, {"x-request-id", true},
        {"request-id", true}, {"openai-processing-ms", true}, {"anthropic-ratelimit-requests-remaining", true}, {"cf-ray", true},
        {"apim-request-id", true}, {"minimax-request-id", true}, {"Cache-Control", true}, {"X-Accel-Buffering", true},
        {"llm_provider-x-ratelimit-limit-tokens", true},
        {"Service-Worker-Allowed", false}, {"Link", false}, {"SourceMap", false}, {"X-SourceMap", false}, {"Refresh", false},
        {"Clear-Site-Data", false}, {"Set-Cookie", false}, {"Set-Cookie2", false}, {"Location", false}, {"Content-Location", false},
        {"Content-Security-Policy", false}, {"Content-Security-Policy-Report-Only", false}, {"Access-Control-Allow-Origin", false},
        {"Access-Control-Allow-Credentials", false}, {"Timing-Allow-Origin", false}, {"Cross-Origin-Resource-Policy", false},
        {"Strict-Transport-Security", false}, {"Alt-Svc", false}, {"NEL", false}, {"Report-To", false}, {"Reporting-Endpoints", false},
        {"Permissions-Policy", false}, {"Referrer-Policy", false}, {"Origin-Agent-Cluster", false}, {"Speculation-Rules", false},
        {"X-Content-Type-Options", false}, {"X-Frame-Options", false}, {"X-Accel-Redirect", false}, {"X-Sendfile", false},
        {"Transfer-Encoding", false}, {"Content-Length", false}, {"Connection", false}, {"Date", false}, {"Server", false},
        {"x-signalbox-attempts", false}, {"Proxy-Authenticate", false}, {"Via", false}, {"Accept-CH", false},
    }));
    CAPTURE(row.name);
    http::Headers upstream;
    upstream.add(row.name, "application/json");
    CHECK(headersForClient(upstream).find(row.name).has_value() == row.isRelayed);
}

TEST_CASE("a stream forbids buffering and caching unless the provider is stricter")
{
    struct Row { std::vector<const char*> caching; const char* kept; };
    const auto row = GENERATE(values<Row>({{{}, "no-cache"}, {{"max-age=60"}, "no-cache"}, {{"no-store"}, "no-store"}, {{"private", "No-Store"}, "private"},
        {{"no-cache, no-transform"}, "no-cache, no-transform"}, {{"public", "max-age=1"}, "no-cache"}}));
    http::Headers headers;
    headers.add("X-Accel-Buffering", "yes");
    for (const char* value : row.caching)
        headers.add("Cache-Control", value);
    markStream(headers);
    CHECK(headers.count("x-accel-buffering") == 1);
    CHECK(headers.find("x-accel-buffering") == "no");
    CHECK(headers.find("cache-control") == row.kept);
}

TEST_CASE("offers content that a browser might run as a download")
{
    struct Row {
        const char* type; // null: none
        const char* disposition; // from the upstream; null: none
        std::optional<std::string> relayed;
    };
    const auto row = GENERATE(values<Row>({
        {"application/json", nullptr, {}}, {"Application/JSON; charset=utf-8", nullptr, {}}, {"text/event-stream", nullptr, {}},
        {"text/plain", nullptr, {}}, {"application/octet-stream", nullptr, {}}, {"image/png", nullptr, {}}, {"audio/mpeg", nullptr, {}},
        {"application/problem+json", nullptr, {}},
        {"text/html", nullptr, "attachment"}, {"TEXT/HTML;charset=utf-7", nullptr, "attachment"}, {"application/xhtml+xml", nullptr, "attachment"},
        {"image/svg+xml", nullptr, "attachment"}, {"IMAGE/SVG+XML ; x=y", nullptr, "attachment"}, {"application/xml", nullptr, "attachment"},
        {"text/xml", nullptr, "attachment"}, {"application/atom+xml", nullptr, "attachment"}, {"text/javascript", nullptr, "attachment"},
        {"application/javascript", nullptr, "attachment"}, {"application/wasm", nullptr, "attachment"}, {"text/css", nullptr, "attachment"},
        {"application/pdf", nullptr, "attachment"}, {"multipart/x-mixed-replace", nullptr, "attachment"}, {"nonsense", nullptr, "attachment"},
        {"", nullptr, "attachment"}, {nullptr, nullptr, "attachment"},
        {"text/html", "inline", "attachment"}, {"text/html", "inline; filename=attachment", "attachment"},
        {"text/html", "attachment; filename=\"a.html\"", "attachment; filename=\"a.html\""},
        {"application/json", "Attachment; filename=a.jsonl", "Attachment; filename=a.jsonl"}, {"application/json", "inline", {}},
    }));
    CAPTURE(row.type ? row.type : "none", row.disposition ? row.disposition : "none");
    http::Headers upstream;
    if (row.type)
        upstream.add("Content-Type", row.type);
    if (row.disposition)
        upstream.add("Content-Disposition", row.disposition);
    const http::Headers relayed = headersForClient(upstream);
    CHECK(relayed.count("content-disposition") == (row.relayed ? 1 : 0));
    if (row.relayed)
        CHECK(relayed.find("content-disposition") == *row.relayed);
}
