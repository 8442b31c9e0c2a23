#include "ui/models/usage/live_rates_model.h"

#include "catch.h"
#include "test_language.h"

#include "ui/models/roles.h"

#include <QSignalSpy>

#include <chrono>

using namespace std::chrono_literals;
using gateway::TimePoint;
using gateway::usage::LiveBy;
using gateway::usage::LiveSnapshot;
using ui::models::LiveRatesModel;

namespace {

struct Rates {
    Language language{"en"};
    LiveRatesModel model{[](const std::string& id) { return QString::fromStdString(id).toUpper(); }};
    TimePoint now{100s};

    /// A second in which qwen wrote that many tokens for a client.
    void pass(std::int64_t tokens, int inFlight = 1, const char* consumer = "ide")
    {
        now += 1s;
        LiveSnapshot snapshot;
        snapshot.at = now;
        if (tokens > 0) snapshot.shares.push_back({"qwen", "qwen-plus", consumer, "zed", 0, tokens, 1, 0});
        gateway::usage::InFlight each;
        each.provider = "qwen";
        each.firstToken = gateway::Milliseconds{400};
        each.age = 3s;
        snapshot.inFlight.assign(static_cast<std::size_t>(inFlight), each);
        model.add(snapshot);
        model.advance(now);
    }
    std::string cell(int row, int column) const { return model.index(row, column).data().toString().toStdString(); }
};

} // namespace

TEST_CASE("groups the rates of the last ten seconds by the chosen name")
{
    Rates rates;
    rates.pass(1000);
    CHECK(rates.model.rowCount() == 0); // not watched
    rates.model.setBy(LiveBy::Provider);
    rates.pass(5000); // where the time starts
    rates.pass(100);
    rates.pass(300);
    REQUIRE(rates.model.rowCount() == 1);
    CHECK(rates.cell(0, LiveRatesModel::Name) == "QWEN");
    CHECK(rates.cell(0, LiveRatesModel::InFlight) == "1");
    CHECK(rates.cell(0, LiveRatesModel::FirstToken) == "400 ms");
    CHECK(rates.cell(0, LiveRatesModel::Output) == "200");
    CHECK(rates.cell(0, LiveRatesModel::Requests) == "1.0");
    rates.model.setBy(LiveBy::Process);
    rates.model.advance(rates.now);
    REQUIRE(rates.model.rowCount() == 2); // the program of a request in progress may be unknown
    CHECK(rates.cell(0, LiveRatesModel::Name) == "unknown program");
    CHECK(rates.cell(1, LiveRatesModel::Name) == "zed");
    for (int second = 0; second < 12; ++second) rates.pass(0);
    REQUIRE(rates.model.rowCount() == 1);
    CHECK(rates.cell(0, LiveRatesModel::Output) == "0");
}

TEST_CASE("groups the rates of callers without a key as no consumer")
{
    Rates rates;
    rates.model.setBy(LiveBy::Consumer);
    for (const char* const consumer : {"anonymous", "anonymous", "anonymous"}) rates.pass(100, 0, consumer);
    REQUIRE(rates.model.rowCount() == 1);
    CHECK(rates.cell(0, LiveRatesModel::Name) == "none, without a key");
    CHECK(rates.model.index(0, 0).data(ui::models::IdRole).toString() == QStringLiteral("anonymous"));
    rates.pass(100, 0, "ide");
    REQUIRE(rates.model.rowCount() == 2);
    CHECK(rates.cell(0, LiveRatesModel::Name) + rates.cell(1, LiveRatesModel::Name) == "none, without a keyide");
}

TEST_CASE("rates fall without new tokens and existing rows are kept")
{
    Rates rates;
    rates.model.setBy(LiveBy::Provider);
    rates.pass(0);
    rates.pass(1000);
    CHECK(rates.cell(0, LiveRatesModel::Output) == "1.0 k");
    QSignalSpy removed(&rates.model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy reset(&rates.model, &QAbstractItemModel::modelReset);
    rates.now += 3s;
    rates.model.advance(rates.now); // no snapshot since then
    CHECK(rates.cell(0, LiveRatesModel::Output) == "250");
    CHECK_THAT(rates.model.index(0, LiveRatesModel::InFlight).data(Qt::ToolTipRole).toString().toStdString(), Catch::Contains("6"));
    CHECK(removed.isEmpty());
    CHECK(reset.isEmpty());
    rates.pass(0, 0);
    for (int second = 0; second < 12; ++second) rates.pass(0, 0);
    CHECK(rates.model.rowCount() == 0);
}
