#include "catch.h"

#include "gateway/secrets/redaction.h"

using namespace gateway;
using namespace gateway::secrets;

TEST_CASE("masks a known secret wherever it occurs")
{
    const Redactor redactor(std::vector<Secret>{Secret("hunter22"), Secret("hunter22-and-more"), Secret("a b/c+d"), Secret("abc"),
                                                Secret("")});
    struct Row { const char* text; const char* redacted; };
    const auto row = GENERATE(values<Row>({
        {"hunter22", "***"},
        {"xhunter22x hunter22", "x***x ***"},
        {"hunter22-and-more", "***"}, // the longer secret, not only its beginning
        {"at a b/c+d or a%20b%2Fc%2Bd", "at *** or ***"},
        {"hunter22 and sk-0123456789abcd", "*** and ***"},
        {"sk-0123456789abcd and hunter22", "*** and ***"},
        {"abc is too short to be looked for", "abc is too short to be looked for"},
        {"", ""},
    }));
    CAPTURE(row.text);
    CHECK(redactor.redact(row.text) == row.redacted);
}

TEST_CASE("masks text that looks like a key")
{
    struct Row { const char* text; const char* redacted; };
    const auto row = GENERATE(values<Row>({
        {"key sk-proj-0123456789abcdef refused", "key *** refused"},
        {"(sk-ant-api03-abcdefghijkl_MN)", "(***)"},
        {"\"AIzaSyA1234567890abcdef\"", "\"***\""},
        {"gsk_0123456789abcdef.", "***"},
        {"eyJhbGciOiJIUzI1NiJ9.e30.abc", "***"},
        {"Authorization: Bearer 0123456789", "Authorization: Bearer ***"},
        {"authorization: basic dXNlcjpwYXNz", "authorization: basic ***"},
        {"Authorization: rawkeyvalue", "Authorization: ***"},
        {"said bearer 0123456789abcdef", "said bearer ***"},
        {"x-api-key: 12345", "x-api-key: ***"},
        {"X-Goog-Api-Key:12345,", "X-Goog-Api-Key:***,"},
        {"{\"api_key\": \"12345\", \"n\": 1}", "{\"api_key\": \"***\", \"n\": 1}"},
        {"{\\\"api_key\\\":\\\"12345\\\"}", "{\\\"api_key\\\":\\\"***\\\"}"},
        {"GET https://h/v1?a=1&key=12345&b=2 HTTP/1.1", "GET https://h/v1?a=1&key=***&b=2 HTTP/1.1"},
        {"https://h/v1?token=12345", "https://h/v1?token=***"},
        {"password=hunter", "password=***"},
        {"one sk-0123456789abcd two sk-0123456789abcd", "one *** two ***"},
    }));
    CAPTURE(row.text);
    CHECK(Redactor().redact(row.text) == row.redacted);
}

TEST_CASE("masks every key format at both ends of a text and between words")
{
    struct Row { std::string before; std::string value; }; // kept, masked
    const std::string token = "0123456789ab";
    std::vector<Row> rows{{"?key=", token}, {"&KEY=", token}, {"?token=", token}, {"&Secret=", token}};
    for (const char* prefix : {"sk-", "sk_", "sb-", "pk-", "rk-", "gsk_", "csk-", "xai-", "hf_", "r8_", "tvly-", "ghp_", "gho_", "github_pat_", "glpat-",
                               "nvapi-", "AIza", "AKIA", "ABSK", "bce-v3/", "pplx-", "eyJ"})
        rows.push_back({"", prefix + token});
    for (const char* name : {"authorization", "X-Api-Key", "x-goog-api-key", "API-KEY", "api_key", "ApiKey", "Access_token", "REFRESH_TOKEN",
                             "client_secret", "Password", "passwd", "X-Subscription-Token"})
        rows.push_back({name + std::string("="), token});
    for (const char* scheme : {"bearer ", "BEARER ", "Basic ", "Authorization: token "})
        rows.push_back({scheme, token});
    for (const Row& row : rows) {
        CAPTURE(row.before, row.value);
        CHECK(Redactor().redact(row.before + row.value) == row.before + "***");
        CHECK(Redactor().redact("said " + row.before + row.value + " twice: " + row.before + row.value + " end")
              == "said " + row.before + "*** twice: " + row.before + "*** end");
        if (row.before.empty()) // not masked within a word
            CHECK(Redactor().redact("a" + row.value) == "a" + row.value);
    }
}

TEST_CASE("keeps ordinary words")
{
    const char* text = GENERATE("sb-...3f", "sk-...", "task-management-system-of-ours", "tokens=12, key=value", "keychain:deepseek/main",
                                "the bearer of news", "exchange 42: 200 in 1.2 s, demo/demo, 8+70 tokens", "authorization", "api-key",
                                "secret: keychain:a", "\xe5\xaf\x86\xe9\x92\xa5", "-", "=");
    CHECK(Redactor().redact(text) == text);
}
