#include "gateway/core/secret_text.h"

#include "catch.h"

using namespace gateway;

TEST_CASE("trims byte order marks and white space around a secret")
{
    struct Row { std::string text; std::string_view secret; };
    const auto row = GENERATE(values<Row>({
        {"sk-1", "sk-1"},
        {"\xEF\xBB\xBFsk-1\r\n", "sk-1"},
        {" \t\xEF\xBB\xBF sk-1\v\f", "sk-1"},
        {"\xC2\xA0sk-1\xE2\x80\x8B\n", "sk-1"},          // no-break and zero-width space, as copied from web pages
        {"\xE3\x80\x80sk-1\xE2\x80\xA8", "sk-1"},        // ideographic space, line separator
        {"sk 1\xC3\xA0\n", "sk 1\xC3\xA0"},              // its last byte equals that of a no-break space
        {"\xEF\xBB\xBF{\"a\": 1}\n", "{\"a\": 1}"},
        {" \n", ""},
        {"", ""},
    }));
    CAPTURE(row.text);
    CHECK(withoutMargins(row.text) == row.secret);
}

TEST_CASE("names what surrounds a key by mistake")
{
    struct Row { const char* text; std::optional<SecretMistake> ofKey; std::optional<SecretMistake> ofValue; };
    static constexpr auto kQuotes = SecretMistake::Quotes;
    static constexpr auto kTypographic = SecretMistake::TypographicQuotes;
    const auto row = GENERATE(values<Row>({
        {"\"sk-1\"", kQuotes, kQuotes},
        {"'sk-1'\n", kQuotes, kQuotes},
        {"`sk-1`", kQuotes, kQuotes},
        {"\xE2\x80\x9Csk-1\xE2\x80\x9D", kTypographic, kTypographic},
        {"\xE2\x80\x98sk-1\xE2\x80\x99", kTypographic, kTypographic},
        {"\xE3\x80\x8Csk-1\xE3\x80\x8D", kTypographic, kTypographic},
        {"Bearer sk-1", SecretMistake::Bearer, {}},
        {"Authorization: Bearer sk-1", SecretMistake::Bearer, {}},
        {"export OPENAI_API_KEY=sk-1234", SecretMistake::Assignment, {}},
        {"OPENAI_API_KEY=sk-1234", SecretMistake::Assignment, {}},
        {"set X=sk-1234", SecretMistake::Assignment, {}},
        {"$env:DEEPSEEK_API_KEY = sk-1234", SecretMistake::Assignment, {}},
        {"sk-1", {}, {}},
        {"it's", {}, {}},
        {"\"", {}, {}},
        {"\"\"", {}, {}},
        {"bearer", {}, {}},
        {"c2VjcmV0a2V5cw==", {}, {}},
        {"keyABC=", {}, {}},
        {"aws_access_key_id = AKIAXXXX", {}, {}},
        {"AWS_ACCESS_KEY_ID=AKIAXXXX\nAWS_SECRET_ACCESS_KEY=y", {}, SecretMistake::LineBreak},
        {"{\"private_key\": \"x=12345\"}", {}, {}},
        {"sk-1\nsk-2", SecretMistake::LineBreak, SecretMistake::LineBreak},
        {"\r\nsk-1\r\nsk-2\r\n", SecretMistake::LineBreak, SecretMistake::LineBreak},
        {"sk-1\n\nc2VjcmV0a2V5cw==", SecretMistake::LineBreak, SecretMistake::LineBreak},
        {"sk-1\x1B[0m", SecretMistake::LineBreak, SecretMistake::LineBreak},
        {"sk-1\tmine", SecretMistake::LineBreak, {}},
        {"OPENAI_API_KEY=sk-1\nOTHER=x", SecretMistake::LineBreak, SecretMistake::LineBreak},
        {"sk-1\n", {}, {}},
        {"{\n \"type\": \"service_account\"\n}", {}, SecretMistake::LineBreak},
        {"# work\n[default]\naws_access_key_id = AKIAXXXX\r\n\naws_secret_access_key = y", {}, SecretMistake::LineBreak},
        {"", {}, {}},
    }));
    CAPTURE(row.text);
    CHECK(keyMistake(Secret(row.text)) == row.ofKey);
    CHECK(valueMistake(Secret(row.text)) == row.ofValue);
    if (row.ofKey)
        CHECK(std::string(toText(*row.ofKey)).find("sk-1") == std::string::npos);
}
