#include "ui/models/routes/past_question.h"

#include "gateway/core/json/json.h"

#include "catch.h"

#include <string>
#include <tuple>

using gateway::routing::Explanation;
using gateway::usage::ExchangeRecord;
using ui::models::PastQuestion;

TEST_CASE("shortens the model and not the route of a past request when space is short")
{
    gateway::usage::ExchangeRecord record;
    record.askedModel = "accounts/fireworks/models/llama4-maverick-instruct-basic";
    record.clientName = "curl";
    record.route = "team-alpha";
    const auto widthOf = [](const QString& text) { return static_cast<int>(text.size()); };
    const QString whole = PastQuestion::title(record);
    CHECK(PastQuestion::title(record, 200, widthOf) == whole);
    const QString fitting = PastQuestion::title(record, 50, widthOf);
    CHECK(fitting.size() == 50);
    CHECK_THAT(fitting.toStdString(), Catch::Contains("from curl · acc") && Catch::Contains("…") && Catch::EndsWith("basic, by team-alpha"));
    const QString without = PastQuestion::title(record, 42, widthOf);
    CHECK(without.size() == 42);
    CHECK_FALSE(without.contains(QStringLiteral("curl")));
    CHECK_THAT(without.toStdString(), Catch::Contains("accounts") && Catch::EndsWith("basic, by team-alpha"));
    const QString least = PastQuestion::title(record, 10, widthOf);
    CHECK_THAT(least.toStdString(), Catch::Contains("acc…sic") && Catch::EndsWith(", by team-alpha"));
}

TEST_CASE("asks a past request again in its original API")
{
    const auto [dialect, isStream, path, field] = GENERATE(table<const char*, bool, const char*, const char*>({
        {"openai-chat", true, "/v1/chat/completions", "messages"},
        {"anthropic-messages", false, "/v1/messages", "messages"},
        {"openai-responses", false, "/v1/responses", "input"},
        {"gemini", false, "/v1beta/models/gpt-4o:generateContent", "contents"},
        {"gemini", true, "/v1beta/models/gpt-4o:streamGenerateContent?alt=sse", "contents"},
        {"ollama-generate", false, "/api/generate", "prompt"},
        {"of a later version", false, "/v1/chat/completions", "messages"},
    }));
    CAPTURE(dialect, isStream);
    ExchangeRecord record;
    record.dialect = dialect;
    record.askedModel = "gpt-4o";
    record.consumer = "ide";
    record.isStream = isStream;
    record.tokens.input = gateway::Tokens{300};
    const auto question = PastQuestion::question(record);
    CHECK(question.path == path);
    CHECK(question.consumer == "ide");
    const auto body = gateway::parseJson(question.body);
    REQUIRE(body);
    CHECK(body->at("model") == "gpt-4o");
    CHECK(body->at("stream") == isStream);
    CHECK(body->contains(field));
    CHECK(question.body.size() > 1000); // about as long as the original
}

TEST_CASE("tells past requests of the same second apart by their routes")
{
    ExchangeRecord record;
    record.askedModel = "gpt-4o";
    record.clientName = "curl";
    CHECK_THAT(PastQuestion::title(record).toStdString(), Catch::EndsWith("from curl · gpt-4o"));
    record.route = "gpt-4o"; // it adds nothing
    CHECK_THAT(PastQuestion::title(record).toStdString(), Catch::EndsWith("from curl · gpt-4o"));
    record.route = "team";
    CHECK_THAT(PastQuestion::title(record).toStdString(), Catch::EndsWith("from curl · gpt-4o, by team"));
}

TEST_CASE("notes what is unknown about a past request and where it took another route")
{
    ExchangeRecord record;
    record.dialect = "openai-chat";
    record.route = "team";
    Explanation explanation;
    explanation.routes = {{"team", "no header", false}, {"rest", std::string(Explanation::kTaken), true}};
    CHECK_THAT(PastQuestion::note(record).toStdString(), Catch::Contains("headers"));
    const auto told = [&] { return ui::models::toText({PastQuestion::difference(record, explanation)}).toStdString(); };
    CHECK_THAT(told(), Catch::Contains("At the time, it used route team."));
    record.route = "rest";
    CHECK(PastQuestion::difference(record, explanation).lines.empty());
    record.route.clear();
    CHECK_THAT(told(), Catch::Contains("At the time, it used no route."));
    explanation.routes.clear();
    CHECK(PastQuestion::difference(record, explanation).lines.empty());
}
