#include "ui/models/requests/request_fact_lines.h"

#include "catch.h"
#include "test_language.h"

#include <QStringList>

#include <algorithm>

using namespace gateway;
using namespace gateway::usage;
using namespace ui::models;
using namespace Qt::StringLiterals;

TEST_CASE("shows the usage of several attempts beside their total")
{
    struct Row {
        Currency second;
        const char* cost;
    };
    const auto row = GENERATE(values<Row>({{Currency::Usd, "$1.50"}, {Currency::Cny, "¥0.50 · $1.00"}}));
    constexpr std::int64_t kHalf = 500'000'000'000;
    ExchangeRecord record;
    record.provider = "b";
    record.attempts.resize(2);
    record.charge({{0, "a", "m", "", {protocol::UsageOrigin::Estimated, Tokens{1200}, {}, {}, Tokens{3}, {}}, Money{Currency::Usd, 2 * kHalf}, CostOrigin::Prices},
        {1, "b", "m", "", {protocol::UsageOrigin::Reported, Tokens{40}, {}, {}, Tokens{6}, {}}, Money{row.second, kHalf}, CostOrigin::Prices}});
    QStringList lines;
    for (const FactLine& line : RequestFactLines::tokenLines(record))
        lines.append(line.label + u": "_s + line.value + (line.source.isEmpty() ? QString() : u" / "_s + line.source));
    CHECK(lines.contains(u"Uncached input: 1,240"_s));
    CHECK(lines.contains(u"Token counts: estimated by Signalbox"_s));
    CHECK(lines.contains(u"Cost: "_s + QString::fromUtf8(row.cost)));
    CHECK(lines.contains(u"Attempt 1: 1,200 in, 3 out / $1.00"_s));
    CHECK(lines.back() == u"Attempt 2: 40 in, 6 out / "_s + (row.second == Currency::Usd ? u"$0.50"_s : u"¥0.50"_s));
}

TEST_CASE("shows a request without a key as having no consumer")
{
    const Language language("en");
    struct Row { const char* consumer; const char* shown; };
    const auto row = GENERATE(values<Row>({{"anonymous", "none, without a key"}, {"ide", "ide"}, {"", ""}}));
    CAPTURE(row.consumer);
    const auto consumerIn = [](const std::vector<FactLine>& lines) {
        const auto found = std::ranges::find(lines, QStringLiteral("Consumer"), &FactLine::label);
        return found == lines.end() ? std::string() : found->value.toStdString();
    };
    ExchangeRecord record;
    record.consumer = row.consumer;
    CHECK(consumerIn(RequestFactLines::originLines(record)) == row.shown);
    gateway::usage::InFlight underWay;
    underWay.consumer = row.consumer;
    CHECK(consumerIn(RequestFactLines::underWayLines(underWay, {}, [](const std::string& id) { return QString::fromStdString(id); })) == row.shown);
}

TEST_CASE("names the client as the list does, and apart from it what the request says")
{
    const Language language("en");
    struct Row {
        const char* name;
        const char* consumer;
        const char* client;
        const char* process;
        const char* shown;
        const char* agent;
    };
    const auto row = GENERATE(values<Row>({
        {"another program with the key of a known one", "claude-code", "curl", "bash", "Claude Code", "curl"},
        {"a known one without a key", "anonymous", "claude-cli", "node claude", "Claude Code", "claude-cli"},
        {"one without a product", "anonymous", "curl", "bash", "curl", ""},
        {"a consumer that says nothing", "ide", "", "", "ide", ""},
        {"a program alone", "anonymous", "", "bash", "", ""},
        {"Signalbox", "Signalbox", "Signalbox", "signalbox", "Signalbox itself", ""},
    }));
    CAPTURE(row.name);
    const auto valueOf = [](const std::vector<FactLine>& lines, const char* label) {
        const auto found = std::ranges::find(lines, QString::fromLatin1(label), &FactLine::label);
        return found == lines.end() ? std::string() : found->value.toStdString();
    };
    gateway::usage::InFlight underWay;
    underWay.consumer = row.consumer;
    underWay.clientName = row.client;
    underWay.process = row.process;
    gateway::usage::RequestRow listed;
    listed.consumer = row.consumer;
    listed.clientName = row.client;
    listed.process = row.process;
    ExchangeRecord record;
    record.consumer = row.consumer;
    record.clientName = row.client;
    for (const auto& lines : {RequestFactLines::originLines(record), RequestFactLines::underWayLines(underWay, {}, [](const std::string& id) { return QString::fromStdString(id); })}) {
        CHECK(valueOf(lines, "Client") == row.shown);
        CHECK(valueOf(lines, "User-Agent") == row.agent);
        if (*row.shown)
            CHECK(valueOf(lines, "Client") == ui::models::RequestText::client(listed).toStdString());
    }
}

TEST_CASE("explains a fallback without a failed attempt by the targets that were skipped")
{
    const Language language("en");
    const auto name = [](const std::string& id) { return QString::fromStdString(id); };
    ExchangeRecord record;
    record.outcome = Outcome::Answered;
    record.provider = "beta";
    record.isFallback = true;
    QString status;
    CHECK(RequestFactLines::why(record, name, status) == u"Why: the first choice was skipped, so beta answered."_s);
    const Sentence cooling{"%1 is in cooldown until %2 UTC after %3 (%4).", {Sentence(std::string("Provider \"gamma\"")), Sentence(std::string("12:30:00")), Sentence(std::string("rate_limited")), Sentence(std::string("429"))}};
    record.decisions.passedOver = {{"gamma", "m", "", cooling}, {"gamma", "n", "", cooling}, {"delta", "m", "", asIs("Provider \"delta\" is disabled.")},
        {"epsilon", "m", "", asIs("A third reason.")}};
    CHECK(RequestFactLines::why(record, name, status)
        == u"Why: the first choice was skipped, so beta answered. Provider \"gamma\" is in cooldown until 12:30:00 UTC after rate_limited (429). Provider \"delta\" is disabled."_s);
    CHECK(status == u"warn"_s);
}

TEST_CASE("explains a failed attempt together with the targets that were skipped")
{
    const auto name = [](const std::string& id) { return QString::fromStdString(id); };
    ExchangeRecord record;
    record.outcome = Outcome::Answered;
    record.provider = "gamma";
    record.model = "m";
    record.isFallback = true;
    record.attempts.resize(2);
    record.attempts[0].provider = "beta";
    record.attempts[0].model = "m";
    record.attempts[0].failure = gateway::config::FailureClass::RateLimited;
    record.attempts[0].status = 429;
    record.attempts[1].provider = "gamma";
    record.attempts[1].model = "m";
    QString status;
    const auto why = [&](const char* code) {
        const Language language(code);
        return RequestFactLines::why(record, name, status);
    };
    CHECK(why("en") == u"Why: beta (429) failed, so gamma answered."_s);
    CHECK(why("zh_CN") == u"原因：beta（429）失败，所以由 gamma 回答。"_s);
    record.decisions.passedOver = {{"alpha", "m", "", asIs("Provider \"alpha\" is disabled.")}};
    CHECK(why("en") == u"Why: beta (429) failed, so gamma answered. Provider \"alpha\" is disabled."_s);

    record.attempts[0].provider = "gamma"; // the same provider: the models tell them apart
    record.attempts[0].model = "n";
    CHECK(why("en") == u"Why: gamma · n (429) failed, so gamma · m answered. Provider \"alpha\" is disabled."_s);

    record.outcome = Outcome::Failed;
    record.attempts[1].failure = gateway::config::FailureClass::RateLimited;
    record.attempts[1].status = 429;
    CHECK(why("en") == u"Why: gamma · n (429), gamma · m (429) failed, and no other target was left. Provider \"alpha\" is disabled."_s);
    CHECK(status == u"error"_s);
}

TEST_CASE("shows usage of another model under its name")
{
    constexpr std::int64_t kDollar = 1'000'000'000'000;
    ExchangeRecord record;
    record.provider = "a";
    record.model = "m";
    record.attempts.resize(1);
    record.attempts[0].model = "m";
    record.charge({{0, "a", "m", "", {protocol::UsageOrigin::Reported, Tokens{1200}, {}, {}, Tokens{3}, {}}, Money{Currency::Usd, kDollar}, CostOrigin::Prices},
        {0, "a", "adviser", "", {protocol::UsageOrigin::Reported, Tokens{40}, {}, {}, Tokens{6}, {}}, Money{Currency::Usd, kDollar}, CostOrigin::Prices}});
    QStringList lines;
    for (const FactLine& line : RequestFactLines::tokenLines(record))
        lines.append(line.label + u": "_s + line.value);
    CHECK(lines.contains(u"Cost: $2.00"_s));
    CHECK(lines.contains(u"Attempt 1: 1,200 in, 3 out"_s));
    CHECK(lines.contains(u"Attempt 1, by adviser: 40 in, 6 out"_s));
}

TEST_CASE("marks an incomplete cost and a service tier without a price")
{
    ExchangeRecord record;
    record.provider = "b";
    record.tokens = {protocol::UsageOrigin::Reported, Tokens{40}, {}, {}, Tokens{6}, {}};
    record.tokens.webSearches = 2;
    record.cost = Money{Currency::Usd, 1'500'000'000'000};
    record.costOrigin = CostOrigin::AtLeast;
    record.price = std::make_shared<const SharedText>(R"({"currency":"USD","input":2.0,"output":2.0,"source":"configuration","source_parts":{"kind":"configuration"}})");
    const auto linesOf = [&record] {
        QStringList lines;
        for (const FactLine& line : RequestFactLines::tokenLines(record))
            lines.append(line.label + u": "_s + line.value + (line.source.isEmpty() ? QString() : u" / "_s + line.source));
        return lines;
    };
    CHECK(linesOf().contains(u"Web searches: 2"_s));
    CHECK(linesOf().contains(u"Cost: ≥ $1.50 / price from your configuration; other charges have no known price"_s));
    record.costOrigin = CostOrigin::Prices;
    CHECK(linesOf().contains(u"Cost: $1.50 / price from your configuration"_s));
    record.price = std::make_shared<const SharedText>(R"({"currency":"USD","input":2.0,"output":2.0,"source":"configuration, as m"})"); // of an older version
    CHECK(linesOf().contains(u"Cost: $1.50 / price from configuration, as m"_s));
    record.cost.reset();
    record.tokens.serviceTier = protocol::ServiceTier::Priority;
    CHECK(linesOf().contains(u"Cost: unknown / no price for the service tier “priority”"_s));
}

TEST_CASE("the bar of an answer ends with its last byte and that of a failure with the failure")
{
    struct Row {
        const char* name;
        Outcome outcome;
        Milliseconds lastByte;
        Milliseconds end;
    };
    const auto row = GENERATE(values<Row>({
        {"came to its end", Outcome::Answered, Milliseconds{2400}, Milliseconds{2550}},
        {"cancelled", Outcome::Cancelled, Milliseconds{-1}, Milliseconds{2600}},
        {"interrupted", Outcome::Interrupted, Milliseconds{-1}, Milliseconds{2600}},
    }));
    CAPTURE(row.name);
    ExchangeRecord record;
    record.provider = "b";
    record.outcome = row.outcome;
    record.firstToken = Milliseconds{190};
    record.duration = Milliseconds{2600};
    AttemptRecord failed;
    failed.status = 429;
    failed.failure = gateway::config::FailureClass::RateLimited;
    failed.firstByte = Milliseconds{110}; // of the refusal
    failed.duration = Milliseconds{120};
    AttemptRecord answered;
    answered.status = 200;
    answered.startedAfter = Milliseconds{150};
    answered.firstByte = Milliseconds{40};
    answered.lastByte = row.lastByte;
    answered.duration = Milliseconds{40}; // until it had text to show
    record.attempts = {failed, answered};
    const auto bars = RequestFactLines::attempts(record, [](const std::string& id) { return QString::fromStdString(id); });
    REQUIRE(bars.size() == 2);
    CHECK(bars[0].to == Milliseconds{120});
    CHECK(bars[0].firstToken < Milliseconds{0});
    CHECK(bars[1].from == Milliseconds{150});
    CHECK(bars[1].firstToken == Milliseconds{190});
    CHECK(bars[1].to == row.end);
}
