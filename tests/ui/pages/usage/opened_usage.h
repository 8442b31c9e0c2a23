#pragma once

#include "catch.h"
#include "controls.h"
#include "sample_day.h"
#include "sample_ledger.h"

#include "ui/pages/usage/chart_card.h"
#include "ui/pages/usage/usage_page.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <vector>

inline constexpr int kPatience_ms = 20'000;

/// The page with a ledger of these records.
struct OpenedUsage {
    explicit OpenedUsage(const gateway::usage::RecordBatch& requests, QSize size = {1100, 740}, const std::vector<gateway::config::BudgetSettings>& budgets = {})
    {
        day.gateway.m_settings.usage.budgets = budgets;
        day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
        SampleLedger::write(day.gateway.ledgerFile, requests);
        page = std::make_unique<ui::pages::UsagePage>(day.model, day.gateway, day.clock);
        QObject::connect(page.get(), &ui::pages::UsagePage::requestsWanted, page.get(), [this](const gateway::usage::RequestFilter& filter) { wanted.push_back(filter); });
        page->resize(size);
        page->show();
        REQUIRE(QTest::qWaitForWindowExposed(page.get()));
        settle();
    }
    void settle()
    {
        settleEvents();
        REQUIRE(QTest::qWaitFor([&] { return !page->isLoading(); }, kPatience_ms));
        settleEvents();
    }
    ui::pages::ChartCard& card(const char* name) { return control<ui::pages::ChartCard>(*page, name); }

    QTemporaryDir folder;
    SampleDay day;
    std::unique_ptr<ui::pages::UsagePage> page;
    std::vector<gateway::usage::RequestFilter> wanted;
};
