#include "gateway/evaluation/scoring/answer_comparison.h"

#include "catch.h"

using namespace gateway::evaluation;

TEST_CASE("the last number of an answer is found")
{
    struct Case {
        const char* text;
        std::optional<double> number;
    };
    const auto row = GENERATE(values<Case>({
        {"", std::nullopt},
        {"no number", std::nullopt},
        {"42", 42},
        {"The answer is 42.", 42},
        {"2 + 2 = 4!", 4},
        {"It costs $1,234.50, or so", 1234.5},
        {"1,234,567", 1234567},
        {"1, 2, 3", 3},
        {"12,34", 34},
        {"1234,567", 567},
        {"-3e2", -300},
        {"x = -3.5e-1 m", -0.35},
        {"1e5%", 100000},
        {"10-3", 3},
        {"(-7)", -7},
        {"-$5", -5},
        {"\u221212", -12},
        {".5", 0.5},
        {"\uff14\uff12\uff0e", 42},
        {"\u7b54\u6848\u662f42\u3002", 42},
        {"it is 7 for gpt4", 7},
        {"42km", 42},
        {"3e", 3},
        {"5 1e999", 5},
        {"\xFF 8 \xFE", 8},
    }));
    CAPTURE(row.text);
    CHECK(lastNumber(row.text) == row.number);
}

TEST_CASE("answers differ by their text and not by case and white space")
{
    CHECK(areSameAnswers("Paris", " paris\n"));
    CHECK(areSameAnswers("New\tYork  City", "new york city"));
    CHECK(areSameAnswers("Stra\u00dfe", "STRASSE"));
    CHECK(areSameAnswers("caf\u00e9", "cafe\u0301"));
    CHECK(areSameAnswers("\u4e2d\u3000\u6587", "\u4e2d \u6587"));
    CHECK(areSameAnswers("", " \n"));
    CHECK_FALSE(areSameAnswers("Paris", "Paris."));
    CHECK_FALSE(areSameAnswers("ab", "a b"));
}
