#include "config_fixture.h"

#include "gateway/config/document.h"

#include "gateway/core/json/json.h"

#include "catch.h"
#include "effort.h"

#include <algorithm>
#include <random>

using namespace gateway;
using namespace gateway::config;

namespace {

constexpr unsigned kSeed = 20240611;
constexpr int kRounds = 4000 / tests::kSparing;
constexpr std::size_t kDocuments = 30 / tests::kSparing;

// One to eight small defects: bytes changed, removed, duplicated or copied from elsewhere.
std::string damaged(std::string text, std::mt19937& random)
{
    const auto below = [&](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    static constexpr std::string_view kPieces[] = {"{", "}", "[", "]", "\"", ",", ":", "null", "true", "-1", "1e308",
        "\\u0000", "\xff", "{}", "99999999999999999999"};
    for (std::size_t i = 0, n = 1 + below(8); i < n && !text.empty(); ++i) {
        const std::size_t at = below(text.size());
        const std::size_t length = std::min(1 + below(40), text.size() - at);
        switch (below(5)) {
        case 0:
            text[at] = static_cast<char>(below(256));
            break;
        case 1:
            text.erase(at, length);
            break;
        case 2:
            text.insert(at, text.substr(at, length));
            break;
        case 3:
            text.insert(at, text.substr(below(text.size()), length));
            break;
        default:
            text.insert(at, kPieces[below(std::size(kPieces))]);
            break;
        }
    }
    return text;
}

// Each value by its path.
Json flatFixture() { return parseJson(test::testData("config/complete.json")).value().flatten(); }

// Replaces one value of the tree with another.
Json shuffled(const Json& flat, std::mt19937& random)
{
    Json next = flat;
    const auto pick = [&] { return static_cast<std::ptrdiff_t>(random() % flat.size()); };
    for (int i = 0; i < 3; ++i)
        std::next(next.begin(), pick()).value() = std::next(flat.begin(), pick()).value();
    return next.unflatten();
}

// Any input yields errors or a document that survives writing and reading.
bool survives(const std::string& text)
{
    std::vector<Issue> issues;
    const auto document = Document::parse(text, issues);
    if (!document)
        return std::any_of(
            issues.begin(), issues.end(), [](const Issue& issue) { return issue.level == Issue::Level::Error; });
    std::vector<Issue> again;
    const auto same = Document::parse(document->toText(), again);
    const auto edited = Document().with(document->settings(), again);
    return same && same->settings() == document->settings() && edited && edited->settings() == document->settings();
}

} // namespace

TEST_CASE("a damaged file is at worst invalid")
{
    std::mt19937 random(kSeed);
    const std::string text = test::testData("config/complete.json");
    REQUIRE(survives(text));
    int valid = 0;
    for (int round = 0; round < kRounds; ++round) {
        const std::string input = damaged(text, random);
        std::vector<Issue> issues;
        valid += Document::parse(input, issues).has_value() ? 1 : 0;
        CAPTURE(round, input);
        if (!survives(input))
            FAIL("neither a document nor an error");
    }
    CHECK(valid > 0); // some damage affects strings only
    CHECK(valid < kRounds);
}

TEST_CASE("values in the wrong places make a file at worst invalid")
{
    std::mt19937 random(kSeed);
    const Json flat = flatFixture();
    for (int round = 0; round < kRounds / 4; ++round) {
        const std::string input = gateway::toText(shuffled(flat, random));
        CAPTURE(round, input);
        if (!survives(input))
            FAIL("neither a document nor an error");
    }
}

TEST_CASE("an edit from any valid file to any other takes effect")
{
    std::mt19937 random(kSeed);
    const Json flat = flatFixture();
    std::vector<Document> documents{Document(), test::parsed(test::testData("config/complete.json")),
        test::parsed(test::testData("config/design_example.json"))};
    for (int round = 0; round < kRounds && documents.size() < kDocuments; ++round) {
        std::vector<Issue> issues;
        if (auto document = Document::parse(gateway::toText(shuffled(flat, random)), issues))
            documents.push_back(*std::move(document));
    }
    REQUIRE(documents.size() == kDocuments);
    for (const Document& from : documents)
        for (const Document& to : documents) {
            std::vector<Issue> issues;
            const auto edited = from.with(to.settings(), issues);
            if (edited && edited->settings() == to.settings())
                continue;
            CAPTURE(from.toText(), to.toText(), test::linesOf(issues)); // only now, as they take most of the time
            FAIL("the edit got lost");
        }
}
