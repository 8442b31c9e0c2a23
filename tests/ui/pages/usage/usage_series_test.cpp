#include "opened_usage.h"

#include "ui/charts/chart_legend.h"
#include "ui/charts/series_chart.h"
#include "ui/models/roles.h"

#include <QStringList>
#include <QTableView>

#include <algorithm>

using namespace ui;
using namespace Qt::StringLiterals;
using pages::UsagePage;

namespace {

/// One request of each model, one millisecond apart.
gateway::usage::RecordBatch requestsOf(const std::vector<std::pair<std::string, int>>& models, std::chrono::minutes ago = std::chrono::minutes{90})
{
    gateway::usage::RecordBatch batch;
    for (const auto& [name, tokens] : models) {
        auto record = SampleLedger::fallback(SampleDay().clock.wallNow() - ago + std::chrono::milliseconds{batch.size()});
        record.id = "r" + std::to_string(ago.count()) + "-" + std::to_string(batch.size());
        record.model = name;
        record.charges.clear();
        record.attempts.erase(record.attempts.begin(), record.attempts.end() - 1);
        record.attempts.back().model = name;
        record.tokens = {};
        if (tokens > 0) {
            record.tokens.origin = gateway::protocol::UsageOrigin::Reported;
            record.tokens.input = gateway::Tokens{tokens};
        }
        batch.push_back(std::make_shared<const gateway::usage::ExchangeRecord>(record));
    }
    return batch;
}

} // namespace

TEST_CASE("models take colours in the order of their first tokens in the ledger")
{
    OpenedUsage opened(requestsOf({{"demo-down", 0}, {"m", 10}, {"a-very-long-one", 500}, {"demo-rate-limited", 0}, {"m", 10}, {"c", 3}, {"d", 4}, {"e", 5}, {"f", 6}}));
    const auto inkOf = [&](const char* name) {
        const auto& series = opened.card("tokensCard").chart().data().series;
        const auto found = std::ranges::find(series, QString::fromLatin1(name), &charts::PlotSeries::name);
        return found == series.end() ? -1 : std::get<look::Series>(found->ink).index;
    };
    CHECK(inkOf("m") == 0);
    CHECK(inkOf("a-very-long-one") == 1);
    CHECK(inkOf("c") == 2);
    CHECK(inkOf("f") == 5);
    CHECK(inkOf("demo-down") == -1); // nothing to draw
    CHECK(inkOf("Other") == -1);
    const QAbstractItemModel& sums = *control<QTableView>(*opened.page, "usageTable").model();
    for (int row = 0; row < sums.rowCount(); ++row) {
        const QModelIndex cell = sums.index(row, 0);
        const bool isIdle = cell.data().toString().startsWith(u"demo-"_s);
        CHECK(cell.data(models::SwatchRole).isValid() != isIdle);
        if (cell.data().toString() == u"m"_s) CHECK(cell.data(models::SwatchRole).toInt() == 0);
    }
    SampleLedger::write(opened.day.gateway.ledgerFile, requestsOf({{"m", 10}, {"aa", 900}}, std::chrono::minutes{5})); // while the page is shown
    opened.page->setRange(UsagePage::Range::Week);
    opened.settle();
    REQUIRE(QTest::qWaitFor([&] { return inkOf("aa") == 6; }, kPatience_ms));
    CHECK(inkOf("m") == 0);
    CHECK(inkOf("a-very-long-one") == 1);
}

TEST_CASE("draws no line at zero while a cost may be any amount")
{
    const bool hasBudget = GENERATE(false, true);
    const bool isOneFree = GENERATE(false, true);
    CAPTURE(hasBudget, isOneFree);
    auto requests = requestsOf({{"m", 10}, {"n", 20}});
    for (auto& request : requests) {
        auto unpriced = std::make_shared<gateway::usage::ExchangeRecord>(*request);
        unpriced->cost.reset();
        if (isOneFree && &request == &requests.front()) unpriced->cost = gateway::Money{gateway::Currency::Usd, 0};
        unpriced->price = {};
        request = unpriced;
    }
    const gateway::config::BudgetSettings budget{gateway::config::BudgetPeriod::Day, 10, gateway::Currency::Usd, {}, {}};
    OpenedUsage opened(requests, {1100, 740}, hasBudget ? std::vector{budget} : std::vector<gateway::config::BudgetSettings>());
    for (const auto& series : opened.card("costCard").chart().data().series) {
        std::size_t parts = 0;
        for (std::size_t part = 0; part < series.values.size(); ++part) parts += series.values[part] && series.atLeast.size() > part && series.atLeast[part];
        CHECK(parts == 0);
    }
}

TEST_CASE("groups the models with the fewest tokens as Other beyond the colours")
{
    OpenedUsage opened(requestsOf({{"a", 1}, {"b", 2}, {"c", 30}, {"d", 40}, {"e", 50}, {"f", 60}, {"g", 70}, {"h", 80}, {"i", 90}}));
    const auto& series = opened.card("tokensCard").chart().data().series;
    REQUIRE(series.size() == 8);
    QStringList names;
    for (const auto& one : series) names += one.name;
    CHECK_FALSE(names.contains(u"a"_s));
    CHECK_FALSE(names.contains(u"b"_s));
    CHECK(names.contains(u"i"_s));
    CHECK(names.back() == u"Other"_s);
}

TEST_CASE("the token chart has its legend at every width and with any names")
{
    const std::vector<std::pair<std::string, int>> models{{"accounts/fireworks/models/llama4-maverick-instruct-basic", 50}, {"deepseek-ai/DeepSeek-R1-Distill-Qwen-32B", 40},
        {"meta-llama/Llama-3.3-70B-Instruct-Turbo", 30}, {"Qwen/Qwen3-Coder-480B-A35B-Instruct", 20}, {"claude-sonnet-4-5-20250929", 10}};
    const bool isOne = GENERATE(false, true);
    OpenedUsage opened(requestsOf(isOne ? std::vector<std::pair<std::string, int>>{{std::string(111, 'x'), 10}} : models), {1004, 740});
    auto& card = opened.card("tokensCard");
    for (const int width : {1004, 664, 1600, 1004}) {
        opened.page->resize(width, 740);
        opened.settle();
        CAPTURE(width);
        auto& legend = *card.chart().legend();
        const auto entries = legend.findChildren<charts::LegendEntry*>();
        REQUIRE(entries.size() == (isOne ? 1 : 5));
        for (const auto* entry : entries) {
            CHECK(entry->isVisible());
            CHECK(legend.rect().contains(entry->geometry()));
            CHECK(card.rect().contains(QRect(entry->mapTo(&card, QPoint()), entry->size())));
            CHECK(entry->mapTo(&card, QPoint(0, entry->height())).y() <= card.chart().mapTo(&card, QPoint()).y());
            CHECK(entry->accessibleName().size() > 20);
        }
        if (width < 1600 && !isOne) CHECK(legend.mapTo(&card, QPoint()).y() >= 24); // below the heading
        CHECK_FALSE(opened.card("durationCard").chart().legend()->isEmpty());
    }
}
