#include "gateway/evaluation/datasets/shipped_datasets.h"

#include "gateway/core/json/json.h"
#include "gateway/evaluation/datasets/dataset.h"
#include "gateway/evaluation/datasets/json_schema.h"
#include "gateway/evaluation/scoring/scorer.h"

#include "catch.h"

#include <QDate>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace gateway;
using namespace gateway::evaluation;

namespace {

std::vector<Row> rowsOf(const Dataset& dataset)
{
    std::vector<Row> rows;
    REQUIRE(dataset.eachRow([&rows](const Row& row) {
        rows.push_back(row);
        return true;
    }));
    return rows;
}

std::vector<Row> shippedRows(std::string_view name)
{
    const auto shipped = shippedDataset(name);
    REQUIRE(shipped);
    const auto dataset = Dataset::open(shipped->path);
    REQUIRE(dataset);
    return rowsOf(*dataset);
}

std::optional<double> scoreOf(const Row& row, const std::string& text)
{
    ScoredAnswer answer;
    answer.text = text;
    return scoreAnswer(row, answer, {}).score;
}

/// The last message, without the instructions of a system message.
std::string promptOf(const Row& row) { return row.messages.back()["content"].get<std::string>(); }

bool hasTag(const Row& row, const std::string& tag) { return std::ranges::find(row.tags, tag) != row.tags.end(); }

int occurrences(const std::string& part, const std::string& text)
{
    int count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

// ---- the answers of "reasoning", found by trying what is possible

int rabbits()
{
    for (int rabbit = 0; rabbit <= 47; ++rabbit)
        if (4 * rabbit + 2 * (47 - rabbit) == 142)
            return rabbit;
    return -1;
}

int minutesToCatchUp()
{
    int minutes = 0;
    while (110 * minutes < 80 * (minutes + 45))
        ++minutes;
    return minutes;
}

int powerRemainder()
{
    int remainder = 1;
    for (int i = 0; i < 100; ++i)
        remainder = remainder * 7 % 13;
    return remainder;
}

int fridays13()
{
    int count = 0;
    for (int month = 1; month <= 12; ++month)
        count += QDate(2026, month, 13).dayOfWeek() == Qt::Friday ? 1 : 0;
    return count;
}

int distinctDigits()
{
    int count = 0;
    for (int number = 1000; number <= 9999; number += 5) {
        const std::string digits = std::to_string(number);
        count += std::set<char>(digits.begin(), digits.end()).size() == 4 ? 1 : 0;
    }
    return count;
}

double percentOfDice()
{
    int favourable = 0;
    for (int first = 1; first <= 6; ++first)
        for (int second = 1; second <= 6; ++second)
            favourable += first + second >= 9 ? 1 : 0;
    return std::round(favourable * 1000.0 / 36) / 10;
}

/// The letters of all knights, for each way in which the three statements can be true or false as they must.
std::string knights()
{
    std::string found;
    for (int pattern = 0; pattern < 8; ++pattern) {
        const std::array<bool, 3> isKnight{(pattern & 1) != 0, (pattern & 2) != 0, (pattern & 4) != 0};
        const auto count = std::ranges::count(isKnight, true);
        if (isKnight != std::array<bool, 3>{count == 1, count == 2, count == 0})
            continue;
        for (std::size_t i = 0; i < isKnight.size(); ++i)
            found += isKnight[i] ? std::string(1, static_cast<char>('A' + i)) : std::string();
    }
    return found;
}

/// The initials of all who can be second.
std::string secondInQueue()
{
    std::set<char> found;
    std::string queue = "ABCDE";
    do {
        const auto placeOf = [&queue](char who) { return queue.find(who); };
        const bool isAllowed = placeOf('A') < placeOf('B') && placeOf('C') == placeOf('A') + 1 && placeOf('D') == placeOf('B') + 1 && placeOf('D') == 4 && placeOf('E') != 0;
        if (isAllowed)
            found.insert(queue[1]);
    } while (std::ranges::next_permutation(queue).found);
    return {found.begin(), found.end()};
}

std::map<std::string, double> reasoningNumbers()
{
    return {{"heads-and-legs", rabbits()}, {"catching-up", minutesToCatchUp()}, {"up-and-down", 240 * 115 * 85 / 10'000.0}, {"remainder", powerRemainder()},
        {"friday-13", fridays13()}, {"distinct-digits", distinctDigits()}, {"two-dice", percentOfDice()}};
}

/// Whether the text of a value is in the prompt, numbers also with separators of thousands and dates in words.
bool isInText(const Json& value, std::string text)
{
    if (value.is_boolean() || value.is_null())
        return true; // follows from the sense
    if (value.is_number()) {
        std::erase(text, ',');
        return text.find(toText(value)) != std::string::npos;
    }
    const auto words = value.get<std::string>();
    const QDate date = QDate::fromString(QString::fromStdString(words), Qt::ISODate);
    const auto has = [&text](int number) { return text.find(std::to_string(number)) != std::string::npos; };
    return date.isValid() ? has(date.year()) && has(date.day()) : text.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("shipped datasets have valid rows in English and Chinese")
{
    CHECK(shippedDatasets().size() == 3);
    for (const ShippedDataset& shipped : shippedDatasets()) {
        CAPTURE(shipped.name);
        CHECK_FALSE(toText(shipped.description).empty());
        CHECK_FALSE(contentOf(shipped).isEmpty());
        const auto dataset = Dataset::open(shipped.path);
        REQUIRE(dataset);
        CHECK(dataset->problems().empty());
        CHECK(dataset->format() == DatasetFormat::JsonLines);
        CHECK(dataset->rowCount() >= 12);
        CHECK(dataset->rowCount() <= 20);
        CHECK_FALSE(dataset->requirements().judge);
        CHECK_FALSE(dataset->requirements().command);
        CHECK(dataset->requirements().embeddings.empty());
        std::map<std::string, int> languages; // and the ids without them
        std::set<std::string> ids;
        for (const Row& row : rowsOf(*dataset)) {
            CAPTURE(row.id);
            const std::string language = row.id.substr(row.id.size() - 2);
            CHECK((language == "en" || language == "zh"));
            CHECK(hasTag(row, language));
            CHECK(row.tags.size() == 2);
            ++languages[language];
            ids.insert(row.id.substr(0, row.id.size() - 3));
        }
        CHECK(languages["en"] == languages["zh"]);
        CHECK(ids.size() * 2 == dataset->rowCount());
    }
}

TEST_CASE("a shipped dataset is found by its name only")
{
    CHECK(shippedDataset("reasoning"));
    CHECK_FALSE(shippedDataset("reason"));
    CHECK_FALSE(shippedDataset(""));
}

TEST_CASE("the reference of a row of a shipped dataset scores 1 and an empty answer less")
{
    for (const ShippedDataset& shipped : shippedDatasets())
        for (const Row& row : shippedRows(shipped.name)) {
            CAPTURE(shipped.name, row.id);
            REQUIRE(row.references.size() == 1);
            CHECK(scoreOf(row, row.references.front()) == 1.0);
            const auto ofNothing = scoreOf(row, "");
            REQUIRE(ofNothing);
            CHECK(*ofNothing < 1);
        }
}

TEST_CASE("answers of the reasoning dataset are those that trying all possibilities gives")
{
    const auto numbers = reasoningNumbers();
    for (const Row& row : shippedRows("reasoning")) {
        CAPTURE(row.id);
        const std::string problem = row.id.substr(0, row.id.size() - 3);
        const bool isEnglish = row.id.ends_with("-en");
        const std::string prompt = promptOf(row);
        REQUIRE(row.assertions.size() == 1);
        const Assertion& assertion = row.assertions.front();
        if (problem == "knights") {
            CHECK(assertion.texts.front() == knights());
        } else if (problem == "queue") {
            CHECK(secondInQueue() == "C");
            CHECK(assertion.texts.front() == (isEnglish ? "Cem" : "陈"));
        } else if (problem == "counting") {
            const std::string quoted = isEnglish ? prompt.substr(prompt.find("\"strawberry")) : prompt.substr(0, prompt.find("”"));
            CHECK(assertion.number == occurrences(isEnglish ? "r" : "人", quoted.substr(0, quoted.find('"', 1))));
        } else {
            REQUIRE(numbers.contains(problem));
            CHECK(assertion.number == Approx(numbers.at(problem)));
        }
    }
}

TEST_CASE("values of the extraction dataset are in the text")
{
    for (const Row& row : shippedRows("extraction")) {
        CAPTURE(row.id);
        const std::string prompt = promptOf(row);
        const std::string text = prompt.substr(std::max(prompt.find("\nText: ") + 1, prompt.find("\n文本：") + 1));
        std::size_t values = 0;
        for (const Assertion& assertion : row.assertions) {
            if (assertion.type != AssertionType::JsonPath)
                continue;
            ++values;
            CAPTURE(assertion.path);
            CHECK(isInText(assertion.value, text));
        }
        CHECK(values + 1 == row.assertions.size()); // the schema
    }
}

TEST_CASE("tools of the tool choice dataset are offered and called with valid arguments")
{
    for (const Row& row : shippedRows("tool-choice")) {
        CAPTURE(row.id);
        const std::string system = row.messages.front()["content"].get<std::string>();
        const std::size_t begin = system.find('[');
        const auto tools = parseJson(system.substr(begin, system.find("]\n") + 1 - begin));
        const auto call = parseJson(row.references.front());
        REQUIRE(tools);
        REQUIRE(call);
        if ((*call)["tool"].is_null()) {
            CHECK((*call)["arguments"].empty());
            continue;
        }
        const auto tool = std::ranges::find_if(*tools, [&call](const Json& each) { return each["name"] == (*call)["tool"]; });
        REQUIRE(tool != tools->end());
        const auto schema = JsonSchema::parse((*tool)["parameters"]);
        REQUIRE(schema);
        CHECK_FALSE(schema->problemOf((*call)["arguments"]));
        for (const Json& value : (*call)["arguments"])
            CHECK(isInText(value, promptOf(row)));
    }
}
