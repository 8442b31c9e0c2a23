#pragma once

#include "catch.h"
#include "controls.h"
#include "sample_day.h"
#include "sample_ledger.h"

#include "ui/models/requests/request_list_model.h"
#include "ui/pages/requests/request_detail.h"
#include "ui/pages/requests/requests_page.h"

#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>
#include <vector>

inline constexpr int kPatience_ms = 20'000;

/// The page with a ledger of these records.
struct OpenedRequests {
    explicit OpenedRequests(const gateway::usage::RecordBatch& requests, QSize size = {1100, 740}, bool isBusy = false)
    {
        if (!isBusy) day.endRequests();
        day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
        SampleLedger::write(day.gateway.ledgerFile, requests);
        page = std::make_unique<ui::pages::RequestsPage>(day.model, day.gateway, day.clock);
        page->resize(size);
        page->show();
        REQUIRE(QTest::qWaitForWindowExposed(page.get()));
        settle();
    }
    void settle()
    {
        settleEvents();
        REQUIRE(QTest::qWaitFor([&] { return !page->list().isLoading(); }, kPatience_ms));
        settleEvents();
    }
    void choose(const std::string& id)
    {
        const int line = page->list().lineOf(QString::fromStdString(id));
        REQUIRE(line >= 0);
        table().setCurrentIndex(page->list().index(line, 0));
        known();
    }
    void known()
    {
        REQUIRE(QTest::qWaitFor([&] { return page->detail().record() && page->detail().record()->id == page->detail().id().toStdString(); }, kPatience_ms));
    }
    /// Waits until pending queries are answered; answers arrive in order.
    void catchUp()
    {
        bool isAnswered = false;
        QObject context;
        day.gateway.requestSearch()->count({}, 0, 1, &context, [&](const gateway::Result<gateway::usage::RequestCount>&) { isAnswered = true; });
        REQUIRE(QTest::qWaitFor([&] { return isAnswered; }, kPatience_ms));
        settleEvents();
    }
    /// One live snapshot with the requests in progress.
    void tell(const std::vector<gateway::usage::InFlight>& exchanges)
    {
        gateway::usage::LiveSnapshot snapshot;
        snapshot.inFlight = exchanges;
        snapshot.open = exchanges.size();
        Q_EMIT day.gateway.live(snapshot);
    }
    QTableView& table() { return control<QTableView>(*page, "requestsTable"); }

    QTemporaryDir folder;
    SampleDay day;
    std::unique_ptr<ui::pages::RequestsPage> page;
};

inline gateway::usage::RecordBatch week()
{
    return SampleLedger::requests(SampleDay().clock.wallNow(), 2);
}
