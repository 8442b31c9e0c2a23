#include "catch.h"

#include "gateway/core/json/sentence_json.h"

#include <string>

using namespace gateway;

TEST_CASE("a sentence round-trips through JSON")
{
    const Sentence sentence = GENERATE(Sentence(), gateway::asIs("same in every language"), Sentence("no values"), Sentence("%1 and %2", {std::string("a"), std::string("%1")}),
        Sentence("%1: %2", {std::string("a"), Sentence("inner %1", {std::string("\"b\"")})}));
    const Sentence read = json::sentenceIn(*parseJson(toText(json::fromSentence(sentence))));
    CHECK(read.pattern == sentence.pattern);
    CHECK(read.values.size() == sentence.values.size());
    CHECK(toText(read) == toText(sentence));
}

TEST_CASE("reads anything a file may contain instead of a sentence")
{
    struct Row {
        const char* json;
        const char* english;
    };
    const auto row = GENERATE(values<Row>({
        {R"("of an older version, with %1")", "of an older version, with %1"},
        {R"(["%1 %2", "one"])", "one %2"},
        {R"(["%1", "one", "more"])", "one"},
        {R"(["%1 %2", null, {"a": 1}])", " "},
        {"[]", ""},
        {"[1]", ""},
        {"[[\"%1\"]]", ""},
        {"null", ""},
        {"{}", ""},
        {"7", ""},
    }));
    CAPTURE(row.json);
    CHECK(toText(json::sentenceIn(*parseJson(row.json))) == row.english);
}

TEST_CASE("limits the nesting of a sentence from a damaged file")
{
    std::string text = "\"x\"";
    for (int i = 0; i < 200; ++i)
        text = "[\"%1\", " + text + ']';
    CHECK(toText(json::sentenceIn(*parseJson(text))).empty());
}

TEST_CASE("a sentence from a file owns its text")
{
    Sentence read;
    {
        Json parts = Json::array({"only once %1", Json::array({"inner %1", "a"})});
        read = json::sentenceIn(parts);
        parts[0].get_ref<std::string&>().assign(12, 'x');
        parts[1][0].get_ref<std::string&>().assign(8, 'y');
    }
    CHECK(read.pattern == "only once %1");
    CHECK(toText(read) == "only once inner a");
}

TEST_CASE("a file may contain any number of sentences")
{
    for (int i = 0; i < 2100; ++i) {
        const std::string words = std::to_string(i) + " of many %1";
        CHECK(json::sentenceIn(Json::array({words, "c"})).pattern == words);
    }
}
