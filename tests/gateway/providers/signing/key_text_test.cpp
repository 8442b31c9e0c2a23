#include "gateway/providers/signing/key_text.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::providers;

namespace {

const std::string kJson = "{\n\t\"type\": \"service_account\"\r\n}";
const std::string kLines = "[default]\naws_access_key_id = AKIA\naws_secret_access_key = x";

} // namespace

TEST_CASE("trims white space around a key and nothing else")
{
    struct Row {
        std::string text;
        std::string key;
    };
    const auto row = GENERATE(values<Row>({
        {"sk-1", "sk-1"},
        {"sk-1\n", "sk-1"},
        {" \tsk-1\r\n\n", "sk-1"},
        {"sk 1", "sk 1"},
        {"schl\xc3\xbcssel\n", "schl\xc3\xbcssel"},
        {"sk-1==\n", "sk-1=="},
    }));
    CAPTURE(row.text);
    for (const auto& key : {shownKey(Secret(row.text)), typedKey(Secret(row.text))}) {
        REQUIRE(key);
        CHECK(key->reveal() == row.key);
    }
    CHECK(shownKey(Secret())->empty()); // some providers need no key
}

TEST_CASE("rejects a key with an inner line break without repeating it")
{
    const auto text = GENERATE(as<std::string>{}, "sk-1\nsk-2", "sk-1\r\nx-admin: 1\n", "sk-1==\nsk-2", "sk-1\tsk-2", std::string("sk-1\0x", 6),
        "sk-1\x1b[A", "sk-1\x7f", "\n", " \t ");
    const auto shown = shownKey(Secret(text));
    REQUIRE_FALSE(shown);
    CHECK(shown.error().kind == ErrorKind::NoUsableKey);
    const auto typed = typedKey(Secret(text));
    REQUIRE_FALSE(typed);
    CHECK(typed.error().kind == ErrorKind::InvalidRequest);
    CHECK_THAT(typed.error().text(), Catch::Contains("nothing was stored"));
    CHECK_THAT(shown.error().text() + typed.error().text(), !Catch::Contains("sk-"));
}

TEST_CASE("rejects an entered key with surrounding text and names the remedy")
{
    struct Row { const char* text; const char* param; };
    const auto row = GENERATE(values<Row>({{"\"sk-1\"", "quotes"}, {"\xE2\x80\x98sk-1\xE2\x80\x99\n", "quotes"}, {"export OPENAI_API_KEY=sk-1234", "assignment"}}));
    CAPTURE(row.text);
    const auto typed = typedKey(Secret(row.text));
    REQUIRE_FALSE(typed);
    CHECK(typed.error().param == row.param);
    CHECK_THAT(typed.error().text(), Catch::Contains("nothing was stored") && !Catch::Contains("sk-"));
    CHECK(shownKey(Secret(row.text))); // a stored one is sent unchanged
    CHECK(typedKey(Secret("Bearer sk-1"))); // may be a header value
}

TEST_CASE("accepts multi-line credentials that are not a key on their own")
{
    const auto text = GENERATE(as<std::string>{}, kJson, kLines);
    const auto typed = typedKey(Secret(text + "\n"));
    REQUIRE(typed);
    CHECK(typed->reveal() == text);
    CHECK_FALSE(shownKey(Secret(text)));
    CHECK_FALSE(typedKey(Secret(text + '\0' + text)));
}
