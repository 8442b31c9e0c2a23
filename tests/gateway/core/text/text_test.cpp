#include "catch.h"

#include "gateway/core/ids.h"
#include "gateway/core/json/json.h"
#include "gateway/core/secret.h"
#include "gateway/core/text/closest_names.h"
#include "gateway/core/text/find_text.h"
#include "gateway/core/text/origin_text.h"
#include "gateway/core/text/whole_word.h"

#include <set>
#include <string>
#include <vector>

using namespace gateway;

TEST_CASE("suggests similar names and the nearest first")
{
    const std::vector<std::string> known{"deepseek-chat", "deepseek-reasoner", "qwen-turbo", "gpt-4o", "gpt-4o-mini"};
    CHECK(closestNames("deepseek-caht", known) == std::vector<std::string>{"deepseek-chat"});
    CHECK(closestNames("GPT-4O", known).front() == "gpt-4o");
    CHECK(closestNames("gpt-4o", known) == std::vector<std::string>{"gpt-4o", "gpt-4o-mini"});
    CHECK(closestNames("xyz", known).empty());
    CHECK(closestNames("", known).empty());
    CHECK(closestNames(std::string(100000, 'a'), known).empty());
    CHECK(didYouMean("gpt-4o", known) == "; did you mean \"gpt-4o\"?");
    CHECK(didYouMean("xyz", known).empty());
}

TEST_CASE("finds a text by its end exactly where a plain search does")
{
    const std::string_view text = R"("system" x "systems" "a" "#" _"system"  "tool_use_id)";
    for (const std::string_view word : {"\"system\"", "\"a\"", "\"#\"", "\"tool_use_id\"", "tool_use_id", "system", "", "m\"  \"t"})
        for (std::size_t from = 0; from <= text.size() + 2; ++from)
            CHECK(findByEnd(text, word, from) == text.find(word, from));
    for (const char filler : {'x', '"'})
        for (std::size_t before = 0; before < 1100; ++before) { // around the end of each block, and as the end of the text
            const std::string longer = std::string(before, filler) + "\"system\"" + std::string(before % 3, 'm') + '"';
            CAPTURE(filler, before);
            for (const std::string_view word : {"\"system\"", "m\"", "\"s", "mm\"", "\"\"\"s"})
                CHECK(findByEnd(longer, word) == longer.find(word));
        }
    CHECK(holdsText(text, "\"systems\""));
    CHECK_FALSE(holdsText(text, "\"tool_use_id\""));
    CHECK_FALSE(holdsText({}, "\"system\""));
}

TEST_CASE("does not find a whole word within a longer one")
{
    const auto [text, word, isHeld] = GENERATE(table<const char*, const char*, bool>({
        {"use web_search here", "web_search", true}, {"'web_search'", "web_search", true}, {"my_web_search", "web_search", false}, {"web_searches", "web_search", false},
        {"tools, tool", "tool", true}, {"web search now", "web search", true}, {"TOOL", "tool", false}, {"toolé", "tool", false}, {"tool", "", false}, {"", "tool", false},
    }));
    CAPTURE(text, word);
    CHECK(holdsWholeWord(text, word) == isHeld);
    CHECK((!isHeld || holdsText(text, word)));
}

TEST_CASE("visits every word of a text and nothing else")
{
    std::vector<std::string> words;
    CHECK(everyWord("a (bc), d_1; 中文", [&](std::string_view word) { return words.emplace_back(word), true; }));
    CHECK(words == std::vector<std::string>{"a", "bc", "d_1", "中文"});
    CHECK_FALSE(everyWord("a b", [](std::string_view word) { return word == "a"; }));
    CHECK(everyWord(" .;", [](std::string_view) { return false; }));
}

TEST_CASE("IDs sort by time and are unique")
{
    IdSource ids;
    const WallTime now = std::chrono::system_clock::now();
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string id = ids.next(now);
        CHECK(id.size() == 26);
        seen.insert(id);
    }
    CHECK(seen.size() == 1000);
    CHECK(*seen.rbegin() < ids.next(now + std::chrono::milliseconds(1)));
    CHECK(ids.next(WallTime(std::chrono::milliseconds(1469918176385))).substr(0, 10) == "01ARYZ6S41");
    CHECK(timeOfId(ids.next(now)) == std::chrono::floor<Milliseconds>(now));
    CHECK(timeOfId("01ARYZ6S410000000000000000") == WallTime(Milliseconds(1469918176385)));
    for (const char* other : {"", "01ARYZ6S41", "01ARYZ6S41000000000000000U", "81ARYZ6S410000000000000000"})
        CHECK_FALSE(timeOfId(other));
}

TEST_CASE("JSON keeps the order of keys and replaces invalid UTF-8")
{
    const auto read = parseJson(R"({"z":1,"a":{"c":12345678901234567890,"b":0.5}})");
    REQUIRE(read);
    CHECK(toText(*read) == R"({"z":1,"a":{"c":12345678901234567890,"b":0.5}})");
    CHECK(toText(Json("\xFF")) == "\"\xEF\xBF\xBD\"");
    const auto broken = parseJson("{\"a\": }");
    REQUIRE_FALSE(broken);
    CHECK(broken.error().text().find("line 1, column 7") != std::string::npos);
}

TEST_CASE("unparsable JSON is an error and not an exception")
{
    const std::string deep = std::string(100000, '[') + "1" + std::string(100000, ']');
    const auto text = GENERATE_COPY(values<std::string>({R"({"a":1e999})", "\xFF", std::string("{}\0{", 4), deep, "[" + deep + "]"}));
    CAPTURE(text.substr(0, 20));
    const auto read = parseJson(text);
    REQUIRE_FALSE(read);
    CHECK_FALSE(read.error().text().empty());
    CHECK(parseJson(R"(["[[\"[", )" + std::string(200, '[') + std::string(200, ']') + "]"));
}

TEST_CASE("a moved-from secret is empty")
{
    Secret a(std::string(100, 's'));
    const Secret b(std::move(a));
    CHECK(b.reveal().size() == 100);
    CHECK(a.empty()); // NOLINT(bugprone-use-after-move): tests the moved-from state
}

TEST_CASE("an origin is named by scheme and host, and by a port that is not the usual one")
{
    CHECK(originText("https", "host.example", 443) == "https://host.example");
    CHECK(originText("https", "host.example", 80) == "https://host.example:80");
    CHECK(originText("http", "127.0.0.1", 80) == "http://127.0.0.1");
    CHECK(originText("http", "::1", 9000) == "http://[::1]:9000");
    CHECK(originText("socks5", "proxy", 1080) == "socks5://proxy:1080");
}
