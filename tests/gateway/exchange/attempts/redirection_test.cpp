#include "gateway/exchange/attempts/redirection.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;

TEST_CASE("an error about a redirect shows only the origin")
{
    struct Row {
        const char* location; // null: none
        const char* told;
    };
    const auto row = GENERATE(values<Row>({
        {"https://new.example.com/v1/chat/completions?key=sk-secret#part", "redirects to https://new.example.com (status 307)"},
        {"https://new.example.com:443/", "redirects to https://new.example.com (status 307)"},
        {"http://new.example.com:8080", "redirects to http://new.example.com:8080 (status 307)"},
        {"https://user:sk-secret@new.example.com/sk-secret", "redirects to https://new.example.com (status 307)"},
        {"//new.example.com/sk-secret", "redirects to https://new.example.com (status 307)"},
        {"/login?next=sk-secret", "redirects to https://api.example.com:8443 (status 307)"},
        {"HTTPS://NEW.example.com/", "redirects to https://new.example.com (status 307)"},
        {"https://[::1]:8443/x", "redirects to https://[::1]:8443 (status 307)"},
        {"javascript:alert('sk-secret')", "answered with status 307 instead of an answer."},
        {"https://", "answered with status 307 instead of an answer."},
        {"http://[sk-secret", "answered with status 307 instead of an answer."},
        {nullptr, "answered with status 307 instead of an answer."},
    }));
    CAPTURE((row.location ? row.location : "none"));
    http::Headers headers;
    if (row.location)
        headers.add("Location", row.location);
    http::Origin origin;
    origin.isSecure = true;
    origin.host = "api.example.com";
    origin.port = 8443;
    const std::string words = toText(redirectionWords(307, headers, origin));
    CHECK(words.starts_with(row.told));
    CHECK(words.find("Set its base_url") != std::string::npos);
    CHECK(words.find("secret") == std::string::npos);
}
