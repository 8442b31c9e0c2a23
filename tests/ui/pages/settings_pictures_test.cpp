#include "catch.h"
#include "controls.h"
#include "pictures.h"
#include "sample_day.h"
#include "sample_ledger.h"

#include "ui/fields/forms/entry_dialog.h"
#include "ui/fields/forms/field_row.h"
#include "ui/pages/settings_page.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/label.h"

#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>

using namespace ui;

namespace {

constexpr int kLastWeeks = 14; ///< fields of that section with a text for the last 7 days

int lastWeeks(const QWidget& page)
{
    const auto labels = page.findChildren<ui::widgets::Label*>(QRegularExpression(QStringLiteral("^lastWeek:")));
    return static_cast<int>(std::count_if(labels.begin(), labels.end(), [](const auto* label) { return label->isVisible(); }));
}

bool inRow(const QWidget& words)
{
    const QWidget* const parent = words.parentWidget();
    return qobject_cast<const fields::FieldRow*>(parent) || (parent && qobject_cast<const fields::FieldRow*>(parent->parentWidget()));
}

/// Texts beside fields that have less room than they need.
QStringList cutWords(const QWidget& page)
{
    QStringList cut;
    for (const auto* const words : page.findChildren<ui::widgets::Label*>()) {
        if (!words->isVisible() || !words->wordWrap() || !inRow(*words)) continue;
        if (words->height() < words->heightForWidth(words->width())) cut += words->text();
    }
    return cut;
}

} // namespace

TEST_CASE("pictures of the settings sections with fields")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        const char* field; ///< the one shown
        int width;
    };
    const auto row = GENERATE(values<Row>({
        {"gateway-light", look::Scheme::Light, "en", "listen.address", 1280},
        {"gateway-zh-dark", look::Scheme::Dark, "zh_CN", "listen.address", 1280},
        {"gateway-narrow", look::Scheme::Light, "en", "listen.address", 720},
        {"certificate-light", look::Scheme::Light, "en", "listen.tls.key", 1280},
        {"certificate-zh-dark", look::Scheme::Dark, "zh_CN", "listen.tls.key", 1280},
        {"own-certificate-light", look::Scheme::Light, "en", "listen.tls.certificate", 1280},
        {"own-certificate-zh-dark", look::Scheme::Dark, "zh_CN", "listen.tls.certificate", 1280},
        {"last-week-light", look::Scheme::Light, "en", "providers[].timeouts.idle_ms", 1280},
        {"last-week-zh-dark", look::Scheme::Dark, "zh_CN", "providers[].timeouts.idle_ms", 1280},
        {"last-week-narrow", look::Scheme::Light, "en", "providers[].timeouts.idle_ms", 720},
        {"resilience-light", look::Scheme::Light, "en", "providers[].key_failover.enabled", 1280},
        {"resilience-zh-dark", look::Scheme::Dark, "zh_CN", "providers[].key_failover.enabled", 1280},
        {"fallback-zh-light", look::Scheme::Light, "zh_CN", "routes[].fallback.continue_partial", 1280},
        {"proxy-light", look::Scheme::Light, "en", "providers[].proxy", 1280},
        {"proxy-zh-dark", look::Scheme::Dark, "zh_CN", "providers[].proxy", 1280},
        {"prices-light", look::Scheme::Light, "en", "usage.prices", 1280},
        {"prices-zh-dark", look::Scheme::Dark, "zh_CN", "usage.prices", 1280},
        {"prices-narrow", look::Scheme::Light, "en", "usage.prices", 720},
        {"budgets-light", look::Scheme::Light, "en", "usage.budgets", 1280},
        {"budgets-zh-dark", look::Scheme::Dark, "zh_CN", "usage.budgets", 1280},
        {"export-dark", look::Scheme::Dark, "en", "export.otlp.endpoint", 1280},
        {"export-zh-light", look::Scheme::Light, "zh_CN", "export.otlp.endpoint", 1280},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    SampleDay day;
    QFile authority(QStringLiteral(SIGNALBOX_TEST_DATA "/tls/authority.pem"));
    REQUIRE(authority.open(QIODevice::ReadOnly));
    day.gateway.authority = authority.readAll();
    day.gateway.systemProxy = QStringLiteral("http://proxy.example:3128");
    gateway::config::PriceSettings price;
    price.model = "deepseek-*";
    price.input = 2.0;
    day.gateway.m_settings.usage.prices = {price, price};
    day.gateway.m_settings.usage.prices[1].model = "qwen-plus";
    using gateway::config::BudgetPeriod;
    if (std::string_view(row.field) == "usage.budgets")
        day.gateway.m_settings.usage.budgets = {{BudgetPeriod::Month, 100, gateway::Currency::Cny, "", ""}, {BudgetPeriod::Day, 2.5, gateway::Currency::Usd, "openrouter", ""}};
    if (std::string_view(row.field) == "listen.tls.certificate") {
        day.gateway.m_settings.listen.tlsCertificate = "/etc/tls/box.pem";
        day.gateway.m_settings.listen.tlsKey = "/etc/tls/box.key";
        day.gateway.m_status.certificateEnds = std::chrono::system_clock::now() + std::chrono::days(20);
        day.gateway.m_status.certificateSha256 = "506b6eac3c02e90233cc4ea52c0cc5a613e1524984835dad8a95194b8d2b7806";
    }
    const bool isLastWeek = std::string_view(row.field) == "providers[].timeouts.idle_ms";
    const QTemporaryDir folder;
    if (isLastWeek) {
        day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
        SampleLedger::write(day.gateway.ledgerFile, SampleLedger::requests(std::chrono::system_clock::now(), 5));
        for (auto& provider : day.gateway.m_settings.providers) provider.timeouts.firstByte_ms = 900;
    }
    Q_EMIT day.gateway.settingsChanged();
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(row.width, 800);
    window.showPage(QStringLiteral("settings"));
    window.show();
    auto* page = qobject_cast<pages::SettingsPage*>(window.page(QStringLiteral("settings")));
    REQUIRE(page);
    page->showSetting(QString::fromLatin1(row.field));
    settleEvents();
    if (std::string_view(row.field) == "listen.address" && row.width > 1000) {
        auto& address = control<QLineEdit>(*page, "field:listen.address");
        address.setText(QStringLiteral("0.0.0.0"));
        Q_EMIT address.editingFinished();
    }
    if (std::string_view(row.field) == "listen.tls.key") {
        QScrollBar* const bar = control(*page, "settings-gateway").findChild<QScrollArea*>()->verticalScrollBar();
        bar->setValue(bar->maximum());
    }
    if (std::string_view(row.field) == "usage.prices" || std::string_view(row.field) == "usage.budgets") control<QPushButton>(*page, "entryHead").click();
    if (isLastWeek) REQUIRE(QTest::qWaitFor([&] { return lastWeeks(*page) == kLastWeeks; }, 30000));
    // A new answer takes one event-loop turn for each widget around it.
    CHECK(QTest::qWaitFor([&] { return cutWords(*page).isEmpty(); }, 5000));
    keep(window, row.name);
    CHECK(cutWords(*page).join(QLatin1Char('\n')).toStdString().empty());
}

TEST_CASE("pictures of the complete form of an entry")
{
    using Kind = fields::EntryDialog::Kind;
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        Kind kind;
    };
    const auto row = GENERATE(values<Row>({
        {"all-provider-light", look::Scheme::Light, "en", Kind::Provider},
        {"all-route-light", look::Scheme::Light, "en", Kind::Route},
        {"all-route-zh-dark", look::Scheme::Dark, "zh_CN", Kind::Route},
        {"all-consumer-zh-dark", look::Scheme::Dark, "zh_CN", Kind::Consumer},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    SampleDay day;
    const auto& settings = day.gateway.settings();
    const std::string id = row.kind == Kind::Provider ? settings.providers.back().id : row.kind == Kind::Route ? settings.routes.front().id : std::string();
    fields::EntryDialog dialog(day.gateway, row.kind, QString::fromStdString(id), nullptr);
    dialog.show();
    if (id.empty()) control<QPushButton>(dialog, "saveButton").click();
    keep(dialog, row.name);
}

TEST_CASE("pictures of the keychain section and of settings search results")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        const char* typed; ///< empty: the section
        int width;
    };
    const auto row = GENERATE(values<Row>({
        {"keychain-light", look::Scheme::Light, "en", "", 1280},
        {"keychain-zh-dark", look::Scheme::Dark, "zh_CN", "", 1280},
        {"keychain-narrow", look::Scheme::Light, "en", "", 720},
        {"settings-found-light", look::Scheme::Light, "en", "back", 1280},
        {"settings-found-zh-dark", look::Scheme::Dark, "zh_CN", "配置", 1280},
        {"settings-none-light", look::Scheme::Light, "en", "updates", 1280},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    SampleDay day;
    for (const char* name : {"qwen", "deepseek", "openrouter"}) day.gateway.addProvider(name, std::string(name) + "-2");
    day.gateway.keychainService = "Secret Service";
    day.gateway.setKeyHealth("qwen-2", ::gateway::host::KeyHealth::Missing);
    day.gateway.setKeyHealth("deepseek-2", ::gateway::host::KeyHealth::Denied);
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(row.width, 800);
    window.showPage(QStringLiteral("settings"));
    window.show();
    window.showSettings(QStringLiteral("keychain"));
    settleEvents();
    control<QLineEdit>(window, "settingsSearch").setText(QString::fromUtf8(row.typed));
    keep(window, row.name);
}
