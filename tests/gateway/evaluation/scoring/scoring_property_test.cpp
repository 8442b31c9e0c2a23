#include "gateway/evaluation/scoring/judge.h"
#include "gateway/evaluation/scoring/rouge.h"
#include "gateway/evaluation/scoring/scorer.h"

#include "gateway/evaluation/datasets/text_words.h"
#include "gateway/evaluation/scoring/answer_comparison.h"

#include "catch.h"
#include "row_fixture.h"

#include <array>
#include <random>

using namespace gateway;
using namespace gateway::evaluation;
using namespace gateway::evaluation::tests;

namespace {

std::string anyAnswer(std::mt19937& random)
{
    static constexpr std::array<const char*, 22> kPieces{"{", "}", "[", "]", "\"", ":", ",", "score", "winner", "\"A\"", "1", "-3e2", "1,234.5", " ", "the", "\u4e2d\u6587", "\n", "\\", "```", "\xFF", "0.5", "."};
    std::string text;
    for (auto pieces = random() % 30; pieces > 0; --pieces)
        text += kPieces[random() % kPieces.size()];
    return text;
}

/// By the table of all prefixes.
double slowRouge(std::string_view a, std::string_view b)
{
    const auto x = foldedWords(a, 1000);
    const auto y = foldedWords(b, 1000);
    std::vector<std::vector<int>> table(x.size() + 1, std::vector<int>(y.size() + 1));
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t j = 0; j < y.size(); ++j)
            table[i + 1][j + 1] = x[i] == y[j] ? table[i][j] + 1 : std::max(table[i][j + 1], table[i + 1][j]);
    return 2.0 * table[x.size()][y.size()] / static_cast<double>(x.size() + y.size());
}

} // namespace

TEST_CASE("scores are from 0 to 1 for any answer")
{
    const Row row = rowWith({R"({"type":"equals","value":"the"})", R"({"type":"contains","value":"1"})", R"({"type":"not_contains","value":"2","weight":0.3})",
        R"({"type":"regex","value":"t.e","weight":7})", R"({"type":"number","value":-300,"tolerance":1})", R"({"type":"json_schema","value":{"type":"object","minProperties":1}})",
        R"({"type":"json_path","path":"$..score","value":1})", R"({"type":"rouge_l","value":"the the \u4e2d 1"})", R"({"type":"judge","rubric":"r","weight":0.1})",
        R"({"type":"cost","value":1})"});
    std::mt19937 random(3); // NOLINT(cert-msc51-cpp): the same each time
    int scored = 0;
    for (int i = 0; i < 3000; ++i) {
        const ScoredAnswer answer{anyAnswer(random), {}, {}, static_cast<double>(random() % 100) / 50, {}};
        std::map<std::size_t, OutsideResult> outside;
        if (const auto judged = readScore(anyAnswer(random) + R"({"score":)" + std::to_string(static_cast<double>(random() % 140) / 100) + '}'))
            outside[8] = {judged->score, judged->reason};
        const RowScore score = scoreAnswer(row, answer, outside);
        REQUIRE(score.assertions.size() == row.assertions.size());
        for (const AssertionScore& each : score.assertions) {
            REQUIRE((!each.score || (*each.score >= 0 && *each.score <= 1)));
        }
        REQUIRE((!score.score || (*score.score >= 0 && *score.score <= 1)));
        scored += score.score ? 1 : 0;
        readWinner(answer.text);
        lastNumber(answer.text);
        REQUIRE(areSameAnswers(answer.text, "  " + answer.text + "\n"));
    }
    CHECK(scored > 500);
    CHECK(scored < 3000);
}

TEST_CASE("ROUGE-L agrees with the table of all prefixes")
{
    std::mt19937 random(5); // NOLINT(cert-msc51-cpp): the same each time
    const auto words = [&random](std::size_t count) {
        std::string text;
        for (; count > 0; --count)
            text += static_cast<char>('a' + random() % 5) + std::string(" ");
        return text;
    };
    for (int i = 0; i < 200; ++i) {
        const std::string a = words(1 + random() % 200);
        const std::string b = words(1 + random() % 200);
        REQUIRE(rougeL(a, b) == Approx(slowRouge(a, b)));
        REQUIRE(rougeL(a, b) == Approx(rougeL(b, a)));
    }
}
