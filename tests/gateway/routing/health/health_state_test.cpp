#include "gateway/routing/health/health_state.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::routing;
using config::FailureClass;

namespace {

WallTime at(std::int64_t milliseconds) { return WallTime{Milliseconds{milliseconds}}; }

const Rest kLimited{"deepseek", "main", "deepseek-chat", FailureClass::RateLimited, "429",
                    at(1795197600001), at(1795215600999), 2, false};
const Rest kProvider{"qwen", {}, {}, FailureClass::Unreachable, "refused", at(1795197600000), at(1795197605000), 1, false};

std::string stateOf(const std::string& rest) { return R"({"version":1,"rests":[)" + rest + "]}"; }

} // namespace

TEST_CASE("cooldowns survive writing and reading unchanged")
{
    const std::vector<Rest> rests{kLimited, kProvider};
    const std::string text = toJson(rests);
    CHECK(text.find(R"("since":"2026-11-20T18:00:00.001Z")") != std::string::npos);
    CHECK(text.find(R"("failure":"rate_limited")") != std::string::npos);
    CHECK(healthStateOf(text).value() == rests);
    CHECK(healthStateOf(toJson({})).value().empty());
}

TEST_CASE("stores the length of a cooldown, and reads files without it")
{
    Rest rest = kLimited;
    rest.time = Milliseconds{4000};
    CHECK(toJson({rest}).find(R"("cooldown_ms":4000)") != std::string::npos);
    CHECK(healthStateOf(toJson({rest})).value() == std::vector<Rest>{rest});
    CHECK(toJson({kLimited}).find("cooldown_ms") == std::string::npos); // written by an older version
    for (const char* wrong : {"-1", "0", "604800001", "1e3", "\"4000\"", "null"}) {
        std::string text = toJson({rest});
        text.replace(text.find("4000}"), 4, wrong);
        CAPTURE(text);
        const auto read = healthStateOf(text);
        REQUIRE_FALSE(read);
        CHECK(read.error().text().find("rests[0].cooldown_ms") != std::string::npos);
    }
}

TEST_CASE("a cooldown of one operation stays limited to that operation")
{
    Rest pictures = kLimited;
    pictures.operation = "images";
    CHECK(healthStateOf(toJson({pictures, kLimited})).value() == std::vector<Rest>{pictures, kLimited});
    CHECK(toJson({kLimited}).find("operation") == std::string::npos);
}

TEST_CASE("a trial in progress is not one after a restart")
{
    Rest tried = kLimited;
    tried.isBeingTried = true;
    CHECK(healthStateOf(toJson({tried})).value() == std::vector<Rest>{kLimited});
}

TEST_CASE("unusual model names do not corrupt the state file")
{
    struct Row {
        const char* name;
        std::string model;
        bool isKept;
    };
    const auto row = GENERATE(values<Row>({
        {"quotes", "a\"\\b", true},
        {"other letters", "\xE6\xA8\xA1\xE5\x9E\x8B", true},
        {"a line feed", "a\nb", false},
        {"a NUL", std::string("a\0b", 3), false},
        {"very long", std::string(513, 'x'), false},
        {"long", std::string(512, 'x'), true},
    }));
    CAPTURE(row.name);
    Rest rest = kLimited;
    rest.model = row.model;
    const auto read = healthStateOf(toJson({rest, kProvider}));
    REQUIRE(read);
    CHECK(read->size() == (row.isKept ? 2 : 1));
    CHECK(read->back() == kProvider);
    if (row.isKept)
        CHECK(read->front() == rest);
    rest.model = "\xFF\xFE"; // not UTF-8
    CHECK(healthStateOf(toJson({rest})));
}

TEST_CASE("writes at most the maximum number of cooldowns")
{
    CHECK(healthStateOf(toJson(std::vector<Rest>(5000, kProvider))).value().size() == 4096);
}

TEST_CASE("rejects an invalid state file and names what is wrong")
{
    const std::string good = R"({"provider":"p","failure":"timeout","since":"2026-11-20T18:00:00Z",)"
                             R"("until":"2026-11-20T18:00:05+00:00","rests":1})";
    const auto with = [&](const std::string& before, const std::string& after) {
        std::string text = good;
        return stateOf(text.replace(text.find(before), before.size(), after));
    };
    REQUIRE(healthStateOf(stateOf(good)));
    struct Row {
        const char* name;
        std::string text;
        const char* word;
    };
    const std::vector<Row> rows{
        {"empty", "", "version"},
        {"truncated", R"({"version":1,"rests":[{"prov)", "line"},
        {"not an object", "[]", "version 1"},
        {"no version", R"({"rests":[]})", "version 1"},
        {"from a later version", R"({"version":2,"rests":[]})", "version 1"},
        {"a version of another type", R"({"version":"1","rests":[]})", "version 1"},
        {"no list", R"({"version":1})", "rests"},
        {"another type of list", R"({"version":1,"rests":{}})", "rests"},
        {"not a cooldown", stateOf("5"), "rests[0]"},
        {"deep", std::string(100000, '['), "nested"},
        {"no provider", with(R"("provider":"p",)", ""), "provider"},
        {"an empty provider", with(R"(:"p")", R"(:"")"), "provider"},
        {"a name with a line feed", with(R"(:"p")", R"(:"p\n\na")"), "provider"},
        {"a name that is too long", with(R"(:"p")", ":\"" + std::string(600, 'p') + '"'), "provider"},
        {"a key that is a number", with(R"(:"p")", R"(:"p","key":7)"), "key"},
        {"an unknown failure", with("timeout", "bad_mood"), "failure"},
        {"no time", with("2026-11-20T18:00:00Z", "yesterday"), "since"},
        {"a number for a time", with(R"("2026-11-20T18:00:05+00:00")", "5"), "until"},
        {"no count", with(R"("rests":1)", R"("rests":0)"), "rests"},
        {"a huge count", with(R"("rests":1)", R"("rests":1e300)"), "rests"},
        {"a count beyond all numbers", with(R"("rests":1)", R"("rests":18446744073709551615)"), "rests"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const auto read = healthStateOf(row.text);
        REQUIRE_FALSE(read);
        CHECK(read.error().kind == ErrorKind::ConfigInvalid);
        if (row.text != "")
            CHECK(read.error().text().find(row.word) != std::string::npos);
        CHECK(read.error().text().find("Its cooldowns were lost") != std::string::npos);
    }
}

TEST_CASE("rejects a file truncated anywhere and never crashes")
{
    const std::string text = toJson({kLimited, kProvider});
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        CHECK_FALSE(healthStateOf(std::string_view(text).substr(0, i)));
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        for (const char c : {'\0', '"', '{', '\xFF', '9'}) {
            changed[i] = c;
            (void)healthStateOf(changed);
        }
    }
}
