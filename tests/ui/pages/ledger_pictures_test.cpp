#include "effort.h"
#include "pictures.h"
#include "sample_day.h"
#include "sample_ledger.h"

#include "ui/models/requests/request_list_model.h"
#include "ui/pages/requests/request_detail.h"
#include "ui/pages/requests/requests_page.h"
#include "ui/pages/usage/bill_dialog.h"
#include "ui/pages/usage/usage_page.h"
#include "ui/shell/main_window.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTemporaryDir>

using namespace ui;

namespace {

constexpr int kPatience_ms = 20'000;

} // namespace

TEST_CASE("pictures of the requests page")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        QSize size;
        const char* search;
        bool isEmpty;
    };
    const auto row = GENERATE(values<Row>({
        {"requests-light", look::Scheme::Light, "en", {1280, 800}, "", false},
        {"requests-dark", look::Scheme::Dark, "en", {1280, 800}, "", false},
        {"requests-zh-light", look::Scheme::Light, "zh_CN", {1280, 800}, "", false},
        {"requests-zh-dark", look::Scheme::Dark, "zh_CN", {1280, 800}, "status:5xx", false},
        {"requests-1180", look::Scheme::Light, "en", {1180, 760}, "", false},
        {"requests-zh-1180", look::Scheme::Light, "zh_CN", {1180, 760}, "", false},
        {"requests-middle", look::Scheme::Light, "en", {1024, 600}, "", false},
        {"requests-narrow", look::Scheme::Light, "en", {900, 600}, "", false},
        {"requests-small", look::Scheme::Dark, "en", {720, 480}, "", false},
        {"requests-none-light", look::Scheme::Light, "en", {1280, 800}, "provider:nobody", false},
        {"requests-empty-light", look::Scheme::Light, "en", {1280, 800}, "", true},
        {"requests-empty-zh-dark", look::Scheme::Dark, "zh_CN", {1280, 800}, "", true},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    const QTemporaryDir folder;
    SampleDay day;
    if (row.isEmpty) day.endRequests();
    day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(day.gateway.ledgerFile, row.isEmpty ? gateway::usage::RecordBatch() : SampleLedger::requests(day.clock.wallNow(), 2));
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(row.size);
    window.showPage(QStringLiteral("requests"));
    window.show();
    auto* page = qobject_cast<pages::RequestsPage*>(window.page(QStringLiteral("requests")));
    REQUIRE(page);
    control<QLineEdit>(*page, "requestSearch").setText(QString::fromLatin1(row.search));
    settleEvents();
    REQUIRE(QTest::qWaitFor([&] { return !page->list().isLoading() && (page->list().rowCount() == 0 || page->detail().record()); }, kPatience_ms));
    settleEvents();
    keep(window, row.name);
}

TEST_CASE("pictures of the usage page")
{
    using Range = pages::UsagePage::Range;
    using models::UsageGroup;
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        QSize size;
        Range range;
        UsageGroup group;
        bool isEmpty;
        bool hasBudgets = false;
    };
    const auto row = GENERATE(values<Row>({
        {"usage-light", look::Scheme::Light, "en", {1280, 800}, Range::Today, UsageGroup::Model, false},
        {"usage-dark", look::Scheme::Dark, "en", {1280, 800}, Range::Today, UsageGroup::Model, false},
        {"usage-kinds-light", look::Scheme::Light, "en", {1280, 800}, Range::Today, UsageGroup::Kind, false},
        {"usage-zh-light", look::Scheme::Light, "zh_CN", {1280, 800}, Range::Week, UsageGroup::Model, false},
        {"usage-zh-dark", look::Scheme::Dark, "zh_CN", {1280, 800}, Range::Month, UsageGroup::Provider, false},
        {"usage-whole-light", look::Scheme::Light, "en", {1280, 1100}, Range::Week, UsageGroup::Provider, false},
        {"usage-year-dark", look::Scheme::Dark, "en", {1280, 1100}, Range::Year, UsageGroup::Client, false},
        {"usage-1180", look::Scheme::Light, "en", {1180, 900}, Range::Today, UsageGroup::Model, false},
        {"usage-zh-1180", look::Scheme::Light, "zh_CN", {1180, 900}, Range::Today, UsageGroup::Provider, false},
        {"usage-narrow", look::Scheme::Light, "en", {900, 1000}, Range::Today, UsageGroup::Model, false},
        {"usage-small", look::Scheme::Dark, "en", {720, 480}, Range::Today, UsageGroup::Model, false},
        {"usage-empty-light", look::Scheme::Light, "en", {1280, 800}, Range::Today, UsageGroup::Model, true},
        {"usage-budgets-light", look::Scheme::Light, "en", {1280, 900}, Range::Today, UsageGroup::Model, false, true},
        {"usage-budgets-zh-dark", look::Scheme::Dark, "zh_CN", {1280, 900}, Range::Week, UsageGroup::Model, false, true},
        {"usage-budgets-narrow", look::Scheme::Light, "en", {900, 1000}, Range::Week, UsageGroup::Model, false, true},
        {"usage-over-light", look::Scheme::Light, "en", {1280, 800}, Range::Own, UsageGroup::Model, false},
        {"usage-over-zh-dark", look::Scheme::Dark, "zh_CN", {1280, 800}, Range::Own, UsageGroup::Model, false},
        {"usage-over-zh-small", look::Scheme::Light, "zh_CN", {720, 480}, Range::Own, UsageGroup::Model, false},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    const QTemporaryDir folder;
    SampleDay day;
    day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    using gateway::config::BudgetPeriod;
    if (row.hasBudgets)
        day.gateway.m_settings.usage.budgets = {{BudgetPeriod::Day, 8, gateway::Currency::Cny, "", ""}, {BudgetPeriod::Week, 5, gateway::Currency::Usd, "", ""},
            {BudgetPeriod::Month, 20, gateway::Currency::Cny, "deepseek", ""}, {BudgetPeriod::Day, 3, gateway::Currency::Cny, "groq", ""}};
    const int days = row.range == Range::Year ? 300 / tests::kSparing : row.range == Range::Month ? 40 : row.range == Range::Week ? 10 : 1;
    SampleLedger::write(day.gateway.ledgerFile, row.isEmpty ? gateway::usage::RecordBatch() : SampleLedger::requests(day.clock.wallNow(), days));
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(row.size);
    window.showPage(QStringLiteral("usage"));
    window.show();
    auto* page = qobject_cast<pages::UsagePage*>(window.page(QStringLiteral("usage")));
    REQUIRE(page);
    settleEvents();
    page->setGroup(row.group);
    if (row.range == Range::Own) page->setOwnSpan(QDate(2025, 12, 24), QDate(2026, 2, 3)); // before the first request
    else page->setRange(row.range);
    REQUIRE(QTest::qWaitFor([&] { return !page->isLoading(); }, kPatience_ms));
    settleEvents();
    keep(window, row.name);
}

TEST_CASE("pictures of a bill beside the ledger")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
    };
    const auto row = GENERATE(values<Row>({{"bill-light", look::Scheme::Light, "en"}, {"bill-zh-dark", look::Scheme::Dark, "zh_CN"}}));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    const QTemporaryDir folder;
    SampleDay day;
    const QString ledger = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(ledger, SampleLedger::requests(day.clock.wallNow(), 30));
    models::BillSource source(ledger);
    pages::BillDialog dialog(day.gateway, source);
    auto& provider = control<QComboBox>(dialog, "billProvider");
    provider.setCurrentIndex(provider.findData(QStringLiteral("deepseek")));
    dialog.show();
    dialog.compare({QStringLiteral(SIGNALBOX_TEST_DATA "/bills/openai.csv")});
    REQUIRE(QTest::qWaitFor([&] { return !dialog.isComparing(); }, kPatience_ms));
    settleEvents();
    keep(dialog, row.name);
}

TEST_CASE("pictures of today's cost beside its budget")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        QSize size;
    };
    const auto row = GENERATE(values<Row>({
        {"overview-budget-light", look::Scheme::Light, "en", {1280, 800}},
        {"overview-budget-zh-dark", look::Scheme::Dark, "zh_CN", {900, 800}},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    const QTemporaryDir folder;
    SampleDay day;
    day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(day.gateway.ledgerFile, SampleLedger::requests(day.clock.wallNow(), 1));
    day.gateway.m_settings.usage.budgets = {{gateway::config::BudgetPeriod::Day, 8, gateway::Currency::Cny, "", ""}};
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(row.size);
    window.showPage(QStringLiteral("overview"));
    window.show();
    REQUIRE(QTest::qWaitFor([&] { return control(window, "costToday").findChild<QLabel*>(QStringLiteral("extraLine"))->isVisible(); }, kPatience_ms));
    settleEvents();
    keep(window, row.name);
}
