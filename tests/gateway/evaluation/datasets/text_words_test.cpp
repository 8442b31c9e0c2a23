#include "gateway/evaluation/datasets/text_words.h"

#include "catch.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace gateway::evaluation;

TEST_CASE("words are counted in every script")
{
    struct Case {
        const char* text;
        std::size_t count;
    };
    const auto row = GENERATE(values<Case>({
        {"", 0},
        {" - ", 0},
        {"Paris", 1},
        {"don't pay 3.14 now!", 4},
        {"  two\n words ", 2},
        {"\u5df4\u9ece", 1},                                           // two Han characters
        {"\u5df4\u9ece\u662f\u6cd5\u56fd\u7684\u9996\u90fd\u3002", 4}, // eight, and a full stop
        {"\u6771\u4eac\u3067\u3059\u3088", 3},                         // five, Han and Hiragana
        {"GPT \u6a21\u578b", 2},
        {"\uc548\ub155 \ud558\uc138\uc694", 2}, // Korean has spaces
        {"na\u0308her", 1},
    }));
    CAPTURE(row.text);
    CHECK(wordCount(row.text) == row.count);
}

TEST_CASE("words are folded for comparison")
{
    const auto words = foldedWords("The ARTICLE, stra\u00dfe; \uff14\uff12 \u5df4\u9eceOK", 100);
    CHECK(words == std::vector<std::string>{"the", "article", "strasse", "42", "\u5df4", "\u9ece", "ok"});
    CHECK(foldedWords("a b c d", 2) == std::vector<std::string>{"a", "b"});
    CHECK(foldedWords("\xFF\xFE", 10).empty());
}

TEST_CASE("words are found where they are shown")
{
    struct Case {
        const char* text;
        std::vector<std::string> words;
    };
    const auto row = GENERATE(values<Case>({
        {"", {}},
        {"  don't  stop,\nnow. ", {"don't", "stop,", "now."}},
        {"\u65e5\u672c GPT\u8a9e\u3002", {"\u65e5", "\u672c", "GPT", "\u8a9e", "\u3002"}},
        {"\u0e01\u0e34\u0e19", {"\u0e01\u0e34", "\u0e19"}}, // a vowel above its consonant
        {"e\u0301a x", {"e\u0301a", "x"}},
        {"\U00020000\U00020001", {"\U00020000", "\U00020001"}},
        {"\ud55c\uad6d\uc5b4 \ub2e8\uc5b4", {"\ud55c\uad6d\uc5b4", "\ub2e8\uc5b4"}},
    }));
    CAPTURE(row.text);
    const QString text = QString::fromUtf8(row.text);
    constexpr std::size_t kMost = 100;
    std::vector<std::string> words;
    for (const WordPlace& place : wordPlaces(text, kMost))
        words.push_back(text.mid(place.begin, place.end - place.begin).toStdString());
    CHECK(words == row.words);
    CHECK(wordPlaces(text, 1).size() == std::min<std::size_t>(1, words.size()));
    if (!words.empty())
        CHECK(wordPlaces(text, 1).front() == wordPlaces(text, kMost).front());
    CHECK(wordPlaces(text, 0).empty());
}
