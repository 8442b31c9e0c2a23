#include "catch.h"
#include "test_language.h"

#include "gateway/clients/conflict.h"
#include "ui/words/sentence_words.h"

#include <string>

using gateway::Sentence;
using gateway::clients::Conflict;
using gateway::clients::lineIn;
using gateway::clients::ownEnvironment;
using ui::words::SentenceWords;

namespace {

using Kind = Conflict::Kind;

std::string sentenceIn(const char* code, const Conflict& conflict)
{
    const Language language(code);
    return SentenceWords::of(messageOf(conflict)).toStdString();
}

} // namespace

TEST_CASE("names the place of a conflict in the language of the window")
{
    struct Row {
        Sentence where;
        const char* english;
        const char* chinese;
    };
    const auto row = GENERATE(values<Row>({
        {ownEnvironment(), "the environment", "环境变量"},
        {lineIn(std::string("~/.bashrc"), 3), "~/.bashrc, line 3", "~/.bashrc 第 3 行"},
        {lineIn(std::string("~/a, line 7/.env"), 12), "~/a, line 7/.env, line 12", "~/a, line 7/.env 第 12 行"},
        {std::string("~/a, line 7"), "~/a, line 7", "~/a, line 7"},
        {std::string("the environment"), "the environment", "the environment"}, // a file of that name
    }));
    CAPTURE(row.english);
    const Conflict conflict{Kind::Variable, "OPENAI_API_BASE", row.where};
    CHECK(toText(row.where) == row.english);
    CHECK(sentenceIn("en", conflict) == std::string("OPENAI_API_BASE in ") + row.english + " overrides these settings. Remove it, or they have no effect.");
    CHECK(sentenceIn("zh_CN", conflict) == std::string(row.chinese) + " 中的 OPENAI_API_BASE 会覆盖这些设置。请将其移除，否则设置不起作用。");
}

TEST_CASE("states the consequence of each kind of conflict")
{
    struct Row {
        Kind kind;
        bool isPartly;
        const char* english;
    };
    const auto row = GENERATE(values<Row>({
        {Kind::Variable, false, "V in ~/.x, line 2 overrides these settings."},
        {Kind::Variable, true, "V in ~/.x, line 2 may override some of these settings."},
        {Kind::Diversion, false, "V in ~/.x, line 2 makes the client use another provider instead of Signalbox."},
        {Kind::Elsewhere, false, "V in ~/.x, line 2 sets another folder for the client's files."},
        {Kind::Field, false, "V in ~/.x, line 2 overrides these settings."},
        {Kind::File, false, "~/.x, line 2 contains V, which overrides the file."},
        {Kind::WholeFile, false, "The client reads ~/.x, line 2 instead of this file."},
        {Kind::Proxy, false, "V in ~/.x, line 2 sends requests for this machine to a proxy."},
        {Kind::Proxy, true, "V in ~/.x, line 2 may send requests for this machine to a proxy."},
        {Kind::Copy, true, "~/.x, line 2 belongs to another installation or profile with its own settings and is not changed."},
    }));
    CAPTURE(row.english);
    const Conflict conflict{row.kind, "V", lineIn(std::string("~/.x"), 2), row.isPartly};
    CHECK(sentenceIn("en", conflict).starts_with(row.english));
    const std::string chinese = sentenceIn("zh_CN", conflict);
    CHECK(chinese.find("~/.x 第 2 行") != std::string::npos);
    CHECK(chinese.find("line") == std::string::npos);
}
