#include "field_world.h"

#include "gateway/config/document.h"
#include "ui/fields/forms/entry_dialog.h"
#include "ui/fields/forms/field_form.h"
#include "ui/pages/settings/room_table.h"

#include "ui/widgets/status_label.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <functional>
#include <map>
#include <vector>

using gateway::config::Settings;
using ui::fields::EntryDialog;

namespace {

Settings completeSettings()
{
    QFile file(QStringLiteral(SIGNALBOX_TEST_DATA "/config/complete.json"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    std::vector<gateway::config::Issue> issues;
    const auto document = gateway::config::Document::parse(file.readAll().toStdString(), issues);
    REQUIRE(document);
    return document->settings();
}

// Why a field has no row of its own in the settings or in an entry's form.
const std::map<std::string, const char*> kExceptions{
    {"$schema", "the file's own"},
    {"version", "the file's own"},
    {"policies", "policies are edited as JSON"},
    {"routes[].policies", "policies are edited as JSON"},
    {"consumers[].policies", "policies are edited as JSON"},
    {"failures.rules", "the page of routes has a form for them"},
    {"failures.classes", "the page of routes has a form for them"},
};

bool isInForm(const std::string& pattern, EntryDialog::Kind kind)
{
    FakeFor<EntryDialog::Access> gateway;
    EntryDialog dialog(gateway, kind, {}, nullptr);
    const auto& rows = dialog.form().rows();
    // The row of a list contains the fields of its entries.
    return std::any_of(rows.begin(), rows.end(), [&](const auto* row) { return ui::fields::isWithin(pattern, row->pattern()); });
}

} // namespace

TEST_CASE("every configuration field can be edited in a form")
{
    const auto places = ui::pages::settingPlaces();
    for (const std::string& pattern : ui::fields::leavesOf("")) {
        INFO(pattern);
        const bool isExcepted = std::any_of(kExceptions.begin(), kExceptions.end(), [&](const auto& one) { return ui::fields::isWithin(pattern, one.first); });
        if (isExcepted || pattern == "providers" || pattern == "routes" || pattern == "consumers") continue;
        if (pattern.starts_with("providers[]")) CHECK(isInForm(pattern, EntryDialog::Kind::Provider));
        else if (pattern.starts_with("routes[]")) CHECK(isInForm(pattern, EntryDialog::Kind::Route));
        else if (pattern.starts_with("consumers[]")) CHECK(isInForm(pattern, EntryDialog::Kind::Consumer));
        else CHECK(std::any_of(places.begin(), places.end(), [&](const auto& place) { return ui::fields::isWithin(pattern, place.pattern); }));
    }
}

TEST_CASE("saves a field when it changes and shows outside changes")
{
    FieldWorld world;
    world.setNumber("listen.http_port", 9099);
    CHECK(world.gateway.settings().listen.httpPort == 9099);
    world.setNumber("listen.https_port", -1);
    CHECK_FALSE(world.gateway.settings().listen.httpsPort);
    world.setNumber("listen.stream_comment_ms", 2.5);
    CHECK(world.gateway.settings().listen.streamComment_ms == 2500);
    world.gateway.m_settings.listen.httpPort = 7070;
    Q_EMIT world.gateway.settingsChanged();
    CHECK(control<QDoubleSpinBox>(*world.page, "field:listen.http_port").value() == 7070);
}

TEST_CASE("shows beside a field that the command line overrides it")
{
    FieldWorld world;
    world.gateway.overrides.httpPort = 18080;
    world.gateway.overrides.httpsPort = std::optional<int>{};
    world.openAgain();
    CHECK_THAT(world.remark("listen.http_port"), Catch::StartsWith("18080 is set by the command line"));
    CHECK_THAT(world.remark("listen.https_port"), Catch::StartsWith("off is set by the command line"));
    CHECK(world.remark("listen.address").empty());
    world.setNumber("listen.http_port", 9099); // it is saved nevertheless
    CHECK(world.gateway.settings().listen.httpPort == 9099);
    CHECK_THAT(world.remark("listen.http_port"), Catch::Contains("18080 is set by the command line"));
}

TEST_CASE("saves fields together that are only valid together")
{
    FieldWorld world;
    world.typeText("listen.tls.certificate", "/etc/tls/box.pem");
    CHECK(world.gateway.changes == 0);
    CHECK_FALSE(world.problem("listen.tls.certificate").empty());
    world.typeText("listen.tls.key", "/etc/tls/box.key");
    CHECK(world.gateway.settings().listen.tlsCertificate == "/etc/tls/box.pem");
    CHECK(world.gateway.settings().listen.tlsKey == "/etc/tls/box.key");
    CHECK(world.problem("listen.tls.certificate").empty());
}

TEST_CASE("confirms a publicly reachable address by a separate button")
{
    FieldWorld world;
    gateway::config::ConsumerKey key;
    key.secret = "keychain:consumer/ide";
    gateway::config::ConsumerSettings ide;
    ide.name = "ide";
    ide.keys = {key};
    world.gateway.m_settings.consumers.push_back(ide);
    world.showRoom("gateway");
    CHECK_FALSE(control(*world.page, "openToNetwork").isVisible());
    world.typeText("listen.address", "0.0.0.0");
    CHECK(world.gateway.changes == 0);
    REQUIRE(control(*world.page, "openToNetwork").isVisible());
    SECTION("confirmed")
    {
        QTest::mouseClick(&control(*world.page, "openToNetwork"), Qt::LeftButton);
        settleEvents();
        CHECK(world.gateway.settings().listen.address == "0.0.0.0");
        CHECK(control<ui::widgets::StatusLabel>(*world.page, "networkState").isVisible());
        CHECK_FALSE(control(*world.page, "openToNetwork").isVisible());
    }
    SECTION("cancelled")
    {
        QTest::mouseClick(&control(*world.page, "stayOnMachine"), Qt::LeftButton);
        CHECK(control<QLineEdit>(*world.page, "field:listen.address").text() == QStringLiteral("127.0.0.1"));
        CHECK_FALSE(control(*world.page, "networkState").isVisible());
    }
    SECTION("refused without a key")
    {
        world.gateway.m_settings.consumers.clear();
        QTest::mouseClick(&control(*world.page, "openToNetwork"), Qt::LeftButton);
        settleEvents();
        CHECK(world.gateway.changes == 0);
        CHECK_FALSE(world.problem("listen.address").empty());
    }
}

TEST_CASE("groups large numbers but not ports")
{
    FieldWorld world;
    const auto shown = [&](const char* pattern) { return control<QDoubleSpinBox>(*world.page, pattern).text().toStdString(); };
    CHECK(shown("field:listen.http_port") == "8080");
    CHECK(shown("field:usage.totals_retention_days") == "3,650 days");
}

TEST_CASE("a unit agrees with its number")
{
    FieldWorld world;
    const auto shown = [&](const char* pattern) { return control<QDoubleSpinBox>(*world.page, (std::string("field:") + pattern).c_str()).text().toStdString(); };
    world.setNumber("usage.retention_days", 1);
    CHECK(shown("usage.retention_days") == "1 day");
    world.setNumber("usage.retention_days", 2);
    CHECK(shown("usage.retention_days") == "2 days");
    world.gateway.m_settings.providers.front().keyFailover.failureThreshold = 1;
    world.gateway.m_settings.providers.front().timeouts.minBytesPerSecond = 1;
    Q_EMIT world.gateway.settingsChanged();
    CHECK(shown("providers[].key_failover.failure_threshold") == "1 failure");
    CHECK(shown("providers[].timeouts.min_bytes_per_second") == "1 byte/s");
    const Language chinese("zh_CN");
    settleEvents();
    CHECK(shown("providers[].key_failover.failure_threshold") == "1 次失败");
}

TEST_CASE("names the line of an error in a list")
{
    FakeFor<EntryDialog::Access> gateway;
    std::string problem;
    for (const char* language : {"en", "zh_CN"}) {
        const Language spoken(language);
        EntryDialog dialog(gateway, EntryDialog::Kind::Route, QString::fromStdString(gateway.settings().routes.front().id), nullptr);
        control<QPlainTextEdit>(dialog, "field:routes[].match.models").setPlainText(QStringLiteral("fast-*\n\n~("));
        control<QPushButton>(dialog, "saveButton").click();
        settleEvents();
        problem += textOf(dialog, "problem:routes[].match.models") + '\n';
    }
    CHECK_THAT(problem, Catch::StartsWith("Line 3: ") && Catch::Contains("\n第 3 行：") && !Catch::Contains("regex: "));
}

TEST_CASE("checks a port while it is typed")
{
    FieldWorld world;
    gateway::host::PortFinding taken;
    taken.port = 9091;
    taken.isOurs = true;
    world.gateway.ports[9091] = taken;
    world.showSetting("listen.http_port");
    auto& box = control<QDoubleSpinBox>(*world.page, "field:listen.http_port");
    box.selectAll();
    QTest::keyClicks(&box, QStringLiteral("9091"));
    CHECK(QTest::qWaitFor([&] { return textOf(*world.page, "remark:listen.http_port") == "This Signalbox itself listens on port 9091."; }));
    CHECK(world.gateway.changes == 0);
}

TEST_CASE("sets a number for one provider or for all")
{
    FieldWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    Q_EMIT world.gateway.settingsChanged();
    world.showRoom("resilience");
    const std::size_t count = world.gateway.settings().providers.size();
    REQUIRE(count >= 2);
    auto& of = control<QComboBox>(control(*world.page, "settings-resilience"), "settingsOfProvider");
    REQUIRE(of.count() == static_cast<int>(count) + 1);
    of.setCurrentIndex(2);
    world.setNumber("providers[].timeouts.connect_ms", 3);
    CHECK(world.gateway.settings().providers[1].timeouts.connect_ms == 3000);
    CHECK(world.gateway.settings().providers[0].timeouts.connect_ms == 10000);
    CHECK(of.currentIndex() == 2);
    of.setCurrentIndex(0);
    CHECK_FALSE(textOf(*world.page, "remark:providers[].timeouts.connect_ms").empty());
    world.setNumber("providers[].timeouts.connect_ms", 4);
    for (const auto& provider : world.gateway.settings().providers) CHECK(provider.timeouts.connect_ms == 4000);
    CHECK(textOf(*world.page, "remark:providers[].timeouts.connect_ms").empty());
}

TEST_CASE("adds a custom price, reports what is missing and saves it")
{
    FieldWorld world;
    world.showSetting("usage.prices");
    auto& add = control<QPushButton>(*world.page, "field:usage.prices");
    add.click();
    world.setNumber("usage.prices[].input", 2);
    CHECK(world.gateway.changes == 0); // a price without a model
    CHECK_FALSE(world.problem("usage.prices[].model").empty());
    world.typeText("usage.prices[].model", "deepseek-*");
    REQUIRE(world.gateway.settings().usage.prices.size() == 1);
    CHECK(world.gateway.settings().usage.prices.front().model == "deepseek-*");
    CHECK(world.gateway.settings().usage.prices.front().input == 2.0);
    CHECK_FALSE(world.gateway.settings().usage.prices.front().output);
}

TEST_CASE("reorders custom prices and undoes each move separately")
{
    FieldWorld world;
    for (const char* model : {"deepseek-chat", "deepseek-*", "*"}) {
        gateway::config::PriceSettings price;
        price.model = model;
        price.input = 2.0;
        world.gateway.m_settings.usage.prices.push_back(price);
    }
    gateway::host::ConfigEditing& editing = world.gateway.editing();
    Q_EMIT world.gateway.settingsChanged();
    world.showSetting("usage.prices");
    const auto order = [&] {
        std::string models;
        for (const auto& price : world.gateway.settings().usage.prices) models += price.model + ' ';
        return models;
    };
    auto heads = control(*world.page, "row:usage.prices").findChildren<QPushButton*>(QStringLiteral("entryHead"));
    REQUIRE(heads.size() == 3);
    heads[2]->setFocus();
    QTest::keyClick(heads[2], Qt::Key_Up, Qt::AltModifier);
    settleEvents();
    CHECK(order() == "deepseek-chat * deepseek-* ");
    CHECK(world.gateway.changes == 1);
    QTest::keyClick(heads[2], Qt::Key_Up, Qt::AltModifier);
    settleEvents();
    CHECK(order() == "* deepseek-chat deepseek-* ");
    CHECK(world.gateway.changes == 2);
    editing.undo([](const gateway::Result<void>&) {});
    settleEvents();
    CHECK(order() == "deepseek-chat * deepseek-* ");
    CHECK(heads[2]->hasFocus());
    QTest::keyClick(heads[2], Qt::Key_Down, Qt::AltModifier);
    settleEvents();
    CHECK(order() == "deepseek-chat deepseek-* * ");
}

TEST_CASE("adds a budget and shows its amount in the heading")
{
    FieldWorld world;
    const auto heads = [&] {
        std::vector<std::string> texts;
        for (auto* head : control(*world.page, "row:usage.budgets").findChildren<QPushButton*>(QStringLiteral("entryHead"))) texts.push_back(head->text().toStdString());
        return texts;
    };
    world.showSetting("usage.budgets");
    auto& add = control<QPushButton>(*world.page, "field:usage.budgets");
    add.click();
    world.setNumber("usage.budgets[].amount", 20.5);
    REQUIRE(world.gateway.settings().usage.budgets.size() == 1);
    CHECK(world.gateway.settings().usage.budgets.front() == gateway::config::BudgetSettings{gateway::config::BudgetPeriod::Month, 20.5, gateway::Currency::Usd, "", ""});
    REQUIRE(heads().size() == 1);
    CHECK(heads().front() == "▾ month · 20.5 · US dollars");
    auto& provider = control<QComboBox>(*world.page, "field:usage.budgets[].provider");
    provider.setFocus();
    QTest::keyClicks(provider.lineEdit(), QStringLiteral("qwen"));
    QTest::keyClick(provider.lineEdit(), Qt::Key_Return);
    settleEvents();
    CHECK(provider.count() == static_cast<int>(world.gateway.settings().providers.size())); // offered
    CHECK(heads().front() == "▾ month · 20.5 · US dollars · qwen");
}

TEST_CASE("resets a card to its defaults")
{
    FieldWorld world;
    auto next = world.gateway.settings();
    next.usage.retentionDays = 3;
    next.ui.theme = "dark";
    world.gateway.change(next, [](const gateway::Result<void>&) {});
    settleEvents();
    auto* room = world.page->findChild<QWidget*>(QStringLiteral("settings-usage"));
    REQUIRE(room);
    control<QPushButton>(*room, "fieldsDefaults").click();
    settleEvents();
    CHECK(world.gateway.settings().usage.retentionDays == 365);
    CHECK(world.gateway.settings().ui.theme == "dark");
}

TEST_CASE("a reset removes the values from the file")
{
    FieldWorld world;
    gateway::host::ConfigEditing& editing = world.gateway.editing();
    const std::string before = R"({"version": 1, "usage": {"retention_days": 365, "exchange_rate": null, "x_mine": 1}, "ui": {"theme": "dark"}})";
    editing.replaceText(before, world.gateway.edits.text, [](const gateway::Result<void>&) {});
    settleEvents();
    control<QPushButton>(*world.page->findChild<QWidget*>(QStringLiteral("settings-usage")), "fieldsDefaults").click();
    settleEvents();
    CHECK_THAT(editing.textInForce(), !Catch::Contains("retention_days") && !Catch::Contains("exchange_rate") && Catch::Contains("x_mine") && Catch::Contains("dark"));
    editing.undo([](const gateway::Result<void>&) {});
    settleEvents();
    CHECK(editing.textInForce() == before);
}

TEST_CASE("a long key name leaves the fields visible")
{
    Language language{"en"};
    FakeFor<EntryDialog::Access> gateway;
    gateway.m_settings = completeSettings();
    auto& provider = gateway.m_settings.providers.front();
    provider.keys.resize(1);
    provider.keys.front().secret = "keychain:" + std::string(128, 'a') + "/main";
    EntryDialog dialog(gateway, EntryDialog::Kind::Provider, QString::fromStdString(provider.id), nullptr);
    dialog.show();
    const auto& field = control<QWidget>(dialog, "field:providers[].id");
    CHECK(field.mapTo(&dialog, QPoint(field.width(), 0)).x() <= dialog.width());
    const QString head = control<QPushButton>(dialog, "entryHead").text();
    CHECK(head.contains(QStringLiteral("keychain:aaaa")));
    CHECK(head.contains(QStringLiteral("…")));
    CHECK(head.endsWith(QStringLiteral("aaaa/main")));
}

TEST_CASE("does not overwrite an entry that was changed or removed while its form was open")
{
    Language language{"en"};
    FakeFor<EntryDialog::Access> gateway;
    gateway.m_settings = completeSettings();
    struct Row { EntryDialog::Kind kind; std::string id; std::function<void(Settings&, bool)> change; };
    const std::vector<Row> rows{
        {EntryDialog::Kind::Provider, gateway.settings().providers.back().id, [](Settings& all, bool isGone) { isGone ? all.providers.pop_back() : void(all.providers.back().sslVerify ^= true); }},
        {EntryDialog::Kind::Route, gateway.settings().routes.back().id, [](Settings& all, bool isGone) { isGone ? all.routes.pop_back() : void(all.routes.back().enabled ^= true); }},
        {EntryDialog::Kind::Consumer, gateway.settings().consumers.back().name, [](Settings& all, bool isGone) { isGone ? all.consumers.pop_back() : void(all.consumers.back().enabled ^= true); }},
    };
    for (const Row& row : rows)
        for (const bool isGone : {false, true}) {
            CAPTURE(row.id, isGone);
            EntryDialog dialog(gateway, row.kind, QString::fromStdString(row.id), nullptr);
            dialog.show();
            row.change(gateway.m_settings, isGone);
            const Settings now = gateway.settings();
            control<QPushButton>(dialog, "saveButton").click();
            settleEvents();
            CHECK(dialog.isVisible());
            CHECK(textOf(dialog, "entryProblem").starts_with(isGone ? "Not saved: the entry was removed from the configuration" : "Not saved: the entry was changed elsewhere"));
            CHECK(gateway.settings() == now);
        }
}

TEST_CASE("an entry with all fields survives a round trip through its form")
{
    Language language{"en"};
    FakeFor<EntryDialog::Access> gateway;
    gateway.m_settings = completeSettings();
    gateway.m_settings.listen.address = "127.0.0.1"; // needs no consumer
    const Settings before = gateway.settings();
    const auto check = [&](EntryDialog::Kind kind, const std::string& id) {
        INFO(id);
        auto* dialog = new EntryDialog(gateway, kind, QString::fromStdString(id), nullptr);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
        for (auto* head : dialog->findChildren<QPushButton*>(QStringLiteral("entryHead"))) head->click();
        auto& enabled = control<QCheckBox>(*dialog, ("field:" + EntryDialog::listOf(kind) + "[].enabled").c_str());
        enabled.click();
        control<QPushButton>(*dialog, "saveButton").click();
        INFO(textOf(*dialog, "entryProblem"));
        REQUIRE(QTest::qWaitFor([] { return !openDialog<EntryDialog>(); }));
    };
    for (const auto& provider : before.providers) check(EntryDialog::Kind::Provider, provider.id);
    for (const auto& route : before.routes) check(EntryDialog::Kind::Route, route.id);
    for (const auto& consumer : before.consumers) check(EntryDialog::Kind::Consumer, consumer.name);
    Settings expected = before;
    for (auto& provider : expected.providers) provider.enabled = !provider.enabled;
    for (auto& route : expected.routes) route.enabled = !route.enabled;
    for (auto& consumer : expected.consumers) consumer.enabled = !consumer.enabled;
    CHECK(gateway.settings() == expected);
}

TEST_CASE("renaming an entry updates its references")
{
    Language language{"en"};
    FakeFor<EntryDialog::Access> gateway;
    for (const char* id : {"alpha", "beta"}) gateway.addProvider("openai", id);
    auto& settings = gateway.m_settings;
    settings.routes.resize(1);
    settings.routes.front().id = "fast";
    settings.routes.front().targets.resize(2);
    settings.routes.front().targets[0].provider = "alpha";
    settings.routes.front().targets[1].provider = "beta";
    settings.routes.front().consumers = {"ide"};
    settings.consumers.resize(1);
    settings.consumers.front().name = "ide";
    settings.consumers.front().routes = {"fast"};
    const auto rename = [&](EntryDialog::Kind kind, const char* id, const char* key, const char* next) {
        auto* dialog = new EntryDialog(gateway, kind, QString::fromLatin1(id), nullptr);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
        control<QLineEdit>(*dialog, ("field:" + EntryDialog::listOf(kind) + "[]." + key).c_str()).setText(QString::fromLatin1(next));
        control<QPushButton>(*dialog, "saveButton").click();
        settleEvents();
        REQUIRE_FALSE(openDialog<EntryDialog>());
    };
    rename(EntryDialog::Kind::Provider, "alpha", "id", "alpha2");
    rename(EntryDialog::Kind::Route, "fast", "id", "faster");
    rename(EntryDialog::Kind::Consumer, "ide", "name", "zed");
    const Settings& after = gateway.settings();
    CHECK(after.provider("alpha2"));
    CHECK_FALSE(after.provider("alpha"));
    CHECK(after.routes[0].targets[0].provider == "alpha2");
    CHECK(after.routes[0].targets[1].provider == "beta");
    CHECK(after.consumers[0].routes == std::vector<std::string>{"faster"});
    CHECK(after.routes[0].consumers == std::vector<std::string>{"zed"});
}

TEST_CASE("creates a route in its form and reports what is missing beside the field")
{
    Language language{"en"};
    FakeFor<EntryDialog::Access> gateway;
    gateway.addProvider("deepseek");
    const std::size_t count = gateway.settings().routes.size();
    auto* dialog = new EntryDialog(gateway, EntryDialog::Kind::Route, {}, nullptr);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
    control<QPushButton>(*dialog, "saveButton").click();
    settleEvents();
    CHECK_FALSE(textOf(*dialog, "problem:routes[].id").empty());
    CHECK_FALSE(textOf(*dialog, "problem:routes[].targets").empty());
    control<QLineEdit>(*dialog, "field:routes[].id").setText(QStringLiteral("fast"));
    control<QPlainTextEdit>(*dialog, "field:routes[].match.models").setPlainText(QStringLiteral("fast-*"));
    control<QPushButton>(*dialog, "field:routes[].targets").click();
    control<QComboBox>(*dialog, "field:routes[].targets[].provider").setEditText(QStringLiteral("nobody"));
    control<QPushButton>(*dialog, "saveButton").click();
    settleEvents();
    CHECK_FALSE(textOf(*dialog, "problem:routes[].targets[].provider").empty());
    control<QComboBox>(*dialog, "field:routes[].targets[].provider").setEditText(QString::fromStdString(gateway.settings().providers.back().id));
    control<QPushButton>(*dialog, "saveButton").click();
    REQUIRE(QTest::qWaitFor([] { return !openDialog<EntryDialog>(); }));
    REQUIRE(gateway.settings().routes.size() == count + 1);
    auto* taken = new EntryDialog(gateway, EntryDialog::Kind::Route, QString::fromStdString(gateway.settings().routes.front().id), nullptr);
    taken->setAttribute(Qt::WA_DeleteOnClose);
    taken->show();
    control<QLineEdit>(*taken, "field:routes[].id").setText(QStringLiteral("fast")); // it is later in the list
    control<QPushButton>(*taken, "saveButton").click();
    settleEvents();
    CHECK(textOf(*taken, "problem:routes[].id") == "this name is already in use");
    taken->reject();
    CHECK(gateway.settings().routes.back().match.models.front().text == "fast-");
}

TEST_CASE("every settings control has an accessible name")
{
    FieldWorld world;
    world.gateway.m_settings = completeSettings();
    Q_EMIT world.gateway.settingsChanged();
    for (auto* head : world.page->findChildren<QPushButton*>(QStringLiteral("entryHead"))) head->click();
    int count = 0;
    for (const char* room : {"gateway", "resilience", "proxy", "usage", "export"}) {
        const auto* pane = world.page->findChild<QWidget*>(QStringLiteral("settings-") + QLatin1StringView(room));
        REQUIRE(pane);
        for (QWidget* widget : pane->findChildren<QWidget*>()) {
            const bool isInner = qobject_cast<QComboBox*>(widget->parentWidget()) || qobject_cast<QAbstractSpinBox*>(widget->parentWidget());
            if (isInner || !(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisibleTo(pane)) continue;
            INFO(widget->metaObject()->className() << ' ' << widget->objectName().toStdString());
            QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
            REQUIRE(accessible);
            CHECK_FALSE(accessible->text(QAccessible::Name).isEmpty());
            ++count;
        }
    }
    CHECK(count > 60);
}
