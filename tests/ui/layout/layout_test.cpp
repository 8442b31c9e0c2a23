#include "long_texts.h"
#include "window_walk.h"

#include "catch.h"
#include "controls.h"
#include "fake_tools.h"
#include "records.h"
#include "sample_day.h"
#include "test_language.h"

#include "ui/dialogs/add_key_dialog.h"
#include "ui/dialogs/add_provider_dialog.h"
#include "ui/dialogs/clients/consumer_dialog.h"
#include "ui/dialogs/clients/edit_consumer_dialog.h"
#include "ui/dialogs/clients/new_key_dialog.h"
#include "ui/dialogs/edit_provider_dialog.h"
#include "ui/dialogs/failure_class_dialog.h"
#include "ui/dialogs/failure_rule_dialog.h"
#include "ui/dialogs/form_dialog.h"
#include "ui/dialogs/form_grid.h"
#include "ui/dialogs/program/import_link_dialog.h"
#include "ui/dialogs/program/choice_dialog.h"
#include "ui/dialogs/program/keychain_dialog.h"
#include "ui/dialogs/program/port_dialog.h"
#include "ui/dialogs/program/quit_dialog.h"
#include "ui/dialogs/program/unlock_dialog.h"
#include "ui/dialogs/routes/route_dialog.h"
#include "ui/dialogs/routes/target_dialog.h"
#include "ui/fields/forms/entry_dialog.h"
#include "ui/models/formatter.h"
#include "ui/pages/clients/clients_page.h"
#include "ui/pages/data/backup_dialogs.h"
#include "ui/pages/data/version_dialog.h"
#include "ui/pages/requests/replay_dialog.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/tryit/try_dialog.h"
#include "ui/pages/usage/bill_dialog.h"
#include "ui/pages/usage/span_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/status_label.h"
#include "ui/wizard/first_run_dialog.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDialog>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace ui;

namespace {

/// An afternoon's data with tools, consumers and keys, for every window.
struct Day : SampleDay {
    FakeTools tools;
    std::unique_ptr<models::BillSource> bills;

    Day()
    {
        gateway.toolAccess = &tools;
        tools.files = {continueChange()};
        tools.install("continue", "~/.continue");
        tools.install("cline", "~/.vscode");
        tools.install("opencode", "~/.local/bin/opencode");
        tools.setUpAt("claude-code", models::Formatter::local(clock.wallNow()));
        gateway::config::ConsumerSettings consumer;
        consumer.name = "ide";
        consumer.keys = {{std::string(64, 'a'), {}, "sb-...3fAb", std::string("2026-12-31T20:00:00Z"), true}};
        gateway.m_settings.consumers = {consumer};
        gateway.m_settings.failures.rules.emplace_back().name = "own rule";
        Q_EMIT gateway.settingsChanged();
    }
};

void checkWindow(QWidget& window)
{
    REQUIRE(QTest::qWaitForWindowExposed(&window));
    settleEvents();
    QTest::qWait(0);
    for (const QString& problem : cutTexts(window)) FAIL_CHECK(problem.toStdString());
    for (const QString& problem : unheardControls(window)) FAIL_CHECK(problem.toStdString());
}

using Make = std::function<std::unique_ptr<QDialog>(Day&)>;
struct DialogRow {
    const char* name;
    Make make;
};

template <class Dialog, class... Arguments> std::unique_ptr<QDialog> made(Arguments&&... arguments)
{
    return std::make_unique<Dialog>(std::forward<Arguments>(arguments)...);
}

const char* const kOldText = "{\n  \"version\": 1,\n  \"listen\": {\"http_port\": 9090}\n}\n";
const char* const kNewText = "{\n  \"version\": 1,\n  \"listen\": {\"http_port\": 8080}\n}\n";

const std::vector<DialogRow>& dialogRows()
{
    static const std::vector<DialogRow> kRows{
        {"new key", [](Day&) { return made<dialogs::NewKeyDialog>(QStringLiteral("ide"), gateway::Secret("sb-NotARealKeyJustAsLongAsOneOfThem0123456789ab")); }},
        {"new consumer", [](Day& day) { return made<dialogs::ConsumerDialog>(day.gateway, QString(), QDate(2026, 11, 20)); }},
        {"a consumer", [](Day& day) { return made<dialogs::ConsumerDialog>(day.gateway, QStringLiteral("ide"), QDate(2026, 11, 20)); }},
        {"edit a consumer", [](Day& day) { return made<dialogs::EditConsumerDialog>(day.gateway, QStringLiteral("ide")); }},
        {"add provider", [](Day& day) { return made<dialogs::AddProviderDialog>(day.gateway); }},
        {"edit provider", [](Day& day) { return made<dialogs::EditProviderDialog>(day.gateway, QStringLiteral("deepseek")); }},
        {"add key", [](Day& day) { return made<dialogs::AddKeyDialog>(day.gateway, QStringLiteral("deepseek")); }},
        {"replace key", [](Day& day) { return made<dialogs::AddKeyDialog>(day.gateway, QStringLiteral("deepseek"), QStringLiteral("main"), nullptr); }},
        {"failure rule", [](Day& day) { return made<dialogs::FailureRuleDialog>(day.gateway, QString()); }},
        {"failure class", [](Day& day) { return made<dialogs::FailureClassDialog>(day.gateway, gateway::config::FailureClass::Overloaded); }},
        {"quit", [](Day& day) { return made<dialogs::QuitDialog>(day.model, gateway::Milliseconds{10000}); }},
        {"link", [](Day& day) { return made<dialogs::ImportLinkDialog>(day.gateway.entries.front(), QStringLiteral("https://api.example.com/v1")); }},
        {"version", [](Day& day) { return made<pages::VersionDialog>(day.gateway, 3, QStringLiteral("Version of 20 November, 14:02:31"), gateway::host::ConfigEditing::Restorable{kOldText, 2}, kNewText, nullptr); }},
        {"export backup", [](Day& day) { return made<pages::ExportBackupDialog>(day.gateway, nullptr); }},
        {"replay", [](Day& day) { return made<pages::ReplayDialog>(directRecord(day.clock.wallNow()), day.model, day.gateway); }},
        {"new route", [](Day& day) { return made<dialogs::RouteDialog>(day.gateway); }},
        {"a route", [](Day& day) { return made<fields::EntryDialog>(day.gateway, fields::EntryDialog::Kind::Route, QStringLiteral("gpt-4o")); }},
        {"a target", [](Day& day) { return made<dialogs::TargetDialog>(day.gateway, QStringLiteral("gpt-4o"), 0); }},
        {"port", [](Day& day) { return made<dialogs::PortDialog>(day.gateway); }},
        {"unlock", [](Day& day) { return made<dialogs::UnlockDialog>(day.gateway); }},
        {"choice", [](Day&) { return made<dialogs::ChoiceDialog>(dialogs::ChoiceDialog::Question{QStringLiteral("A question"), QStringLiteral("What it is about"), {QStringLiteral("One"), QStringLiteral("Other")}}); }},
        {"bill", [](Day& day) {
            day.bills = std::make_unique<models::BillSource>(QStringLiteral("ledger.sqlite"));
            return made<pages::BillDialog>(day.gateway, *day.bills);
        }},
        {"keychain", [](Day& day) { return made<dialogs::KeychainDialog>(day.gateway, gateway::host::KeychainMove{"KWallet", "Secret Service"}); }},
        {"span", [](Day&) { return made<pages::SpanDialog>(QDate(2026, 11, 10), QDate(2026, 11, 20), QDate(2026, 11, 20), nullptr); }},
        {"try", [](Day& day) { return made<pages::TryDialog>(day.model, day.gateway); }},
    };
    return kRows;
}

} // namespace

TEST_CASE("long test texts grow by two fifths and keep their placeholders")
{
    CHECK(LongTexts::of(QStringLiteral("Add %1 to the list")) == QStringLiteral("Aaddd %1 to tthee lisst"));
    const QString text = QStringLiteral("Each model name is served by a provider that has the model");
    CHECK(LongTexts::of(text).size() * 10 >= text.size() * 13);
}

TEST_CASE("no page cuts a text of 140 % length and every control has an accessible name")
{
    const LongTexts longer;
    const QSize size = GENERATE(QSize(1280, 800), QSize(1000, 800));
    const auto pages = shell::pageTable();
    const auto index = GENERATE_REF(range(std::size_t{0}, pages.size()));
    CAPTURE(pages[index].id, size.width());
    Day day;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(size);
    window.showPage(QString::fromLatin1(pages[index].id));
    window.show();
    checkWindow(window);
}

TEST_CASE("no page cuts a text, heading or column in a small window in either language")
{
    const char* const name = GENERATE("en", "zh_CN");
    const QSize size = GENERATE(QSize(1280, 800), QSize(1120, 700), QSize(1000, 700), QSize(900, 600), QSize(720, 600));
    const auto pages = shell::pageTable();
    const auto index = GENERATE_REF(range(std::size_t{0}, pages.size()));
    CAPTURE(name, pages[index].id, size.width());
    const Language language(name);
    Day day;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(size);
    window.showPage(QString::fromLatin1(pages[index].id));
    window.show();
    checkWindow(window);
    for (const QString& problem : cutHeads(window)) FAIL_CHECK(problem.toStdString());
}

TEST_CASE("the title is at the same position on every page")
{
    const int width = GENERATE(1280, 1050, 900, 720);
    CAPTURE(width);
    Day day;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(width, 700);
    window.show();
    REQUIRE(QTest::qWaitForWindowExposed(&window));
    std::optional<QPoint> place;
    for (const shell::PageEntry& entry : shell::pageTable()) {
        CAPTURE(entry.id);
        window.showPage(QString::fromLatin1(entry.id));
        settleEvents();
        const auto* header = window.page(QString::fromLatin1(entry.id))->findChild<widgets::PageHeader*>();
        REQUIRE(header);
        const QPoint corner = header->mapTo(&window, QPoint());
        if (!place) place = corner;
        CHECK(corner == *place);
    }
}

TEST_CASE("Tab moves through each page in reading order")
{
    const auto pages = shell::pageTable();
    const auto index = GENERATE_REF(range(std::size_t{0}, pages.size()));
    const int width = GENERATE(1280, 720);
    CAPTURE(pages[index].id, width);
    Day day;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(width, 800);
    window.showPage(QString::fromLatin1(pages[index].id));
    window.show();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    settleEvents();
    const QWidget& page = *window.page(QString::fromLatin1(pages[index].id));
    std::vector<const QWidget*> stops;
    for (int i = 0; i < 60; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        const QWidget* now = QApplication::focusWidget();
        REQUIRE(now);
        if (!page.isAncestorOf(now)) break; // the rail and the strip follow it
        stops.push_back(now);
    }
    CHECK(stops.size() > 1);
    const auto placeOf = [&](const QWidget* stop) { return QRect(stop->mapTo(&window, QPoint()), stop->size()); };
    for (std::size_t i = 1; i < stops.size(); ++i) {
        const QRect before = placeOf(stops[i - 1]);
        const QRect now = placeOf(stops[i]);
        CAPTURE(stops[i - 1]->objectName().toStdString(), stops[i - 1]->accessibleName().toStdString(), stops[i]->objectName().toStdString(), stops[i]->accessibleName().toStdString());
        const bool isAbove = now.bottom() < before.top() && now.right() > before.left() && now.left() < before.right();
        CHECK_FALSE(isAbove);
    }
}

TEST_CASE("a small window shows the whole name and balancing of a route")
{
    const char* const name = GENERATE("en", "zh_CN");
    const Language language(name);
    Day day;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(720, 600);
    window.showPage(QStringLiteral("routes"));
    window.show();
    checkWindow(window);
    const auto& route = control(window, "routeView");
    for (const auto* label : route.findChildren<widgets::ElidedLabel*>()) {
        CAPTURE(label->text().toStdString());
        const bool isTold = label->font().bold() || label->parentWidget()->findChildren<widgets::ElidedLabel*>(Qt::FindDirectChildrenOnly).size() == 2; // the name, and how it is served
        if (label->isVisible() && isTold && !label->text().contains(QChar(0x00B7))) CHECK(label->fontMetrics().horizontalAdvance(label->text()) <= label->contentsRect().width());
    }
    const auto& balance = control<QComboBox>(route, "routeBalance");
    CHECK(balance.sizeHint().width() <= balance.width());
    CHECK(balance.fontMetrics().horizontalAdvance(balance.currentText()) + 36 <= balance.width());
    CHECK(control<QPushButton>(route, "addTarget").accessibleName() == QCoreApplication::translate("ui::pages::RouteView", "Add target"));
}

/// Every visible text field in `window` except those for numbers and secrets.
static std::vector<QPointer<QWidget>> textFields(QWidget& window)
{
    std::vector<QPointer<QWidget>> fields;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(&window) || !widget->isEnabled() || widget->window() != &window || qobject_cast<QAbstractSpinBox*>(widget->parentWidget())) continue;
        const auto* line = qobject_cast<QLineEdit*>(widget);
        const auto* text = qobject_cast<QPlainTextEdit*>(widget);
        const bool isLine = line && !line->isReadOnly() && line->echoMode() == QLineEdit::Normal;
        if (isLine || (text && !text->isReadOnly())) fields.push_back(widget);
    }
    return fields;
}

static QString typedIn(const QWidget& field)
{
    if (const auto* line = qobject_cast<const QLineEdit*>(&field)) return line->text();
    return qobject_cast<const QPlainTextEdit*>(&field)->toPlainText();
}

/// Like an input method: the text being composed is in the field but not yet part of its text, and events
/// elsewhere must not interrupt it.
static void compose(const QPointer<QWidget>& guarded, Day& day)
{
    if (!guarded || !guarded->isVisible()) return; // of a part that another field has replaced
    QWidget& field = *guarded;
    CAPTURE(field.objectName().toStdString(), field.parentWidget()->objectName().toStdString(), field.metaObject()->className());
    field.setFocus();
    REQUIRE(field.testAttribute(Qt::WA_InputMethodEnabled));
    if (auto* line = qobject_cast<QLineEdit*>(&field)) line->end(false); // otherwise it replaces the selection
    const QString before = typedIn(field);
    const auto send = [&](const QString& composed, const QString& done) {
        QInputMethodEvent event(composed, {});
        event.setCommitString(done);
        QCoreApplication::sendEvent(&field, &event);
    };
    send(QStringLiteral("zhong wen"), {});
    CHECK(typedIn(field) == before);
    Q_EMIT day.gateway.statusChanged();
    Q_EMIT day.gateway.providersChanged();
    Q_EMIT day.gateway.settingsChanged();
    settleEvents();
    REQUIRE(guarded);
    CHECK(typedIn(field) == before);
    CHECK(field.hasFocus());
    send({}, QStringLiteral("中文"));
    CHECK(typedIn(field).size() == before.size() + 2);
    CHECK(typedIn(field).contains(QStringLiteral("中文")));
}

TEST_CASE("every field of every page accepts composed Chinese")
{
    const auto pages = shell::pageTable();
    const auto index = GENERATE_REF(range(std::size_t{0}, pages.size()));
    CAPTURE(pages[index].id);
    Day day;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(1280, 800);
    window.showPage(QString::fromLatin1(pages[index].id));
    window.show();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    settleEvents();
    const auto fields = textFields(window);
    CHECK_FALSE(fields.empty()); // at least the search
    for (const auto& field : fields) compose(field, day);
}

TEST_CASE("every settings field accepts composed Chinese")
{
    const char* const room = GENERATE("general", "gateway", "resilience", "keychain", "proxy", "usage", "export", "data", "json", "log", "desktop", "doctor", "about");
    CAPTURE(room);
    Day day;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(1280, 800);
    window.showSettings(QString::fromLatin1(room));
    window.show();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    settleEvents();
    for (const auto& field : textFields(window)) compose(field, day);
}

TEST_CASE("no settings section cuts a text or scrolls sideways in the smallest window")
{
    const char* const name = GENERATE("en", "zh_CN");
    const int width = GENERATE(1280, 900, 720);
    const char* const room = GENERATE("general", "gateway", "resilience", "keychain", "proxy", "usage", "export", "data", "json", "log", "desktop", "doctor", "about");
    CAPTURE(name, room, width);
    const Language language(name);
    Day day;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(width, 600);
    window.showSettings(QString::fromLatin1(room));
    window.show();
    checkWindow(window);
    for (const QString& problem : cutHeads(window)) FAIL_CHECK(problem.toStdString());
}

TEST_CASE("the strip of every window fits the longest state")
{
    const char* const name = GENERATE("en", "zh_CN");
    const int width = GENERATE(1280, 1150, 1100, 1050, 1000, 999, 900, 720);
    CAPTURE(name, width);
    const Language language(name);
    Day day;
    day.gateway.m_status.configInvalid = true;
    day.gateway.m_status.configIssues = {{gateway::config::Issue::Level::Error, "listen.http_port", "is missing"}};
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    Q_EMIT day.gateway.statusChanged();
    window.resize(width, 600);
    window.show();
    REQUIRE(QTest::qWaitForWindowExposed(&window));
    settleEvents();
    const auto& state = control<widgets::StatusLabel>(window, "state");
    CHECK(state.word() == (name == std::string_view("en") ? QStringLiteral("Configuration error") : QStringLiteral("配置有误")));
    const auto& strip = control(window, "strip");
    for (const QString& problem : cutHeads(strip) + cutTexts(strip)) FAIL_CHECK(problem.toStdString());
    for (const char* part : {"address", "pause", "search"}) {
        CHECK(control(window, part).geometry().left() > state.geometry().right());
        CHECK(control(window, part).geometry().right() <= strip.width());
    }
}

TEST_CASE("no part of the Clients page cuts a text of 140 % length")
{
    const LongTexts longer;
    const char* const tool = GENERATE("claude-code", "continue", "cline", "opencode", "cursor", "curl", "spring-ai-1", "");
    CAPTURE(tool);
    Day day;
    day.tools.setVersion("opencode", "2.0.7");
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(1280, 800);
    window.showPage(QStringLiteral("clients"));
    window.show();
    settleEvents();
    auto* page = qobject_cast<pages::ClientsPage*>(window.page(QStringLiteral("clients")));
    REQUIRE(page);
    if (*tool) page->selectTool(QString::fromLatin1(tool));
    else page->showView(pages::ClientsPage::View::Consumers);
    if (tool == std::string_view("opencode")) // what would be written is found out by a worker
        REQUIRE(QTest::qWaitFor([&] { return !control<widgets::Label>(window, "toolKey").text().isEmpty(); }, 10000));
    checkWindow(window);
}

TEST_CASE("no dialog cuts a text of 140 % length and every control has an accessible name")
{
    const LongTexts longer;
    const auto index = GENERATE(range(std::size_t{0}, dialogRows().size()));
    CAPTURE(dialogRows()[index].name);
    Day day;
    const auto dialog = dialogRows()[index].make(day);
    dialog->show();
    checkWindow(*dialog);
}

TEST_CASE("opens a form with the focus inside it")
{
    const auto index = GENERATE(range(std::size_t{0}, dialogRows().size()));
    CAPTURE(dialogRows()[index].name);
    Day day;
    const auto dialog = dialogRows()[index].make(day);
    if (!qobject_cast<dialogs::FormDialog*>(dialog.get())) return;
    dialog->show();
    REQUIRE(QTest::qWaitForWindowActive(dialog.get()));
    const auto* form = dialog->findChild<dialogs::FormGrid*>();
    REQUIRE(form);
    const auto parts = form->findChildren<QWidget*>();
    const bool hasFields = std::any_of(parts.begin(), parts.end(), [&](const QWidget* each) { return each->isVisible() && each->isEnabled() && (each->focusPolicy() & Qt::TabFocus); });
    if (!hasFields) return; // it only shows facts
    const QWidget* const focused = dialog->focusWidget();
    REQUIRE(focused);
    CAPTURE(focused->objectName().toStdString());
    CHECK(form->isAncestorOf(focused));
}

TEST_CASE("no dialog cuts a text, heading or hint in either language")
{
    const char* const name = GENERATE("en", "zh_CN");
    const auto index = GENERATE(range(std::size_t{0}, dialogRows().size()));
    CAPTURE(name, dialogRows()[index].name);
    const Language language(name);
    Day day;
    const auto dialog = dialogRows()[index].make(day);
    dialog->show();
    checkWindow(*dialog);
    for (const QString& problem : cutHeads(*dialog) + cutHints(*dialog)) FAIL_CHECK(problem.toStdString());
}

TEST_CASE("every dialog field accepts composed Chinese")
{
    const auto index = GENERATE(range(std::size_t{0}, dialogRows().size()));
    CAPTURE(dialogRows()[index].name);
    Day day;
    const auto dialog = dialogRows()[index].make(day);
    dialog->show();
    REQUIRE(QTest::qWaitForWindowActive(dialog.get()));
    settleEvents();
    for (const auto& field : textFields(*dialog)) compose(field, day);
    CHECK(dialog->isVisible());
}

TEST_CASE("every first-run field accepts composed Chinese")
{
    const int step = GENERATE(range(0, static_cast<int>(wizard::FirstRunDialog::StepCount)));
    CAPTURE(step);
    Day day;
    wizard::FirstRunDialog dialog({day.model, day.gateway, {}, nullptr});
    dialog.showStep(step);
    dialog.show();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    settleEvents();
    for (const auto& field : textFields(dialog)) compose(field, day);
    CHECK(dialog.isVisible());
}

TEST_CASE("no first-run step cuts a text of 140 % length")
{
    const LongTexts longer;
    const int step = GENERATE(range(0, static_cast<int>(wizard::FirstRunDialog::StepCount)));
    CAPTURE(step);
    Day day;
    wizard::FirstRunDialog dialog({day.model, day.gateway, {}, nullptr});
    dialog.showStep(step);
    dialog.show();
    checkWindow(dialog);
}
