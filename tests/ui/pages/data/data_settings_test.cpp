#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "test_language.h"

#include "ui/pages/data/backup_card.h"
#include "ui/pages/data/backup_dialogs.h"
#include "ui/pages/data/text_diff_view.h"
#include "ui/pages/data/json_settings.h"
#include "ui/dialogs/program/choice_dialog.h"
#include "ui/pages/data/data_settings.h"
#include "ui/pages/data/unsaved_text.h"
#include "ui/pages/data/version_dialog.h"
#include "ui/widgets/status_label.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using gateway::config::Author;
using ui::pages::BackupCard;
using ui::dialogs::ChoiceDialog;
using ui::pages::TextDiffView;
using ui::pages::UnsavedText;
using ui::pages::ExportBackupDialog;
using ui::pages::JsonSettings;
using ui::pages::DataSettings;
using ui::pages::OpenBackupDialog;
using ui::pages::PutBackDialog;
using ui::pages::VersionDialog;

namespace {

constexpr const char* kOld = "{\n  \"version\": 1,\n  \"ui\": {\n    \"theme\": \"light\"\n  }\n}\n";
constexpr const char* kNew = "{\n  \"version\": 1,\n  \"ui\": {\n    \"theme\": \"dark\"\n  }\n}\n";
constexpr const char* kBad = "{\n  \"version\": 1,\n  \"ui\": {\n    \"theme\": \"pink\"\n  }\n}\n";

template <class Page> struct DataWorld {
    Language language{"en"};
    FakeFor<ui::pages::DataSettings::Access> gateway;
    std::unique_ptr<Page> page;

    DataWorld()
    {
        gateway.editing();
        gateway.edits.text = gateway.edits.inForce = kOld;
        const gateway::WallTime at(std::chrono::seconds(1'795'000'000));
        gateway.edits.versions = {{2, at + std::chrono::hours(1), Author::Window, false, gateway::config::changedParts(kNew, kOld)},
                                  {1, at, Author::File, true, {}}};
        gateway.edits.versionTexts = {kOld, kNew};
    }
    void open()
    {
        page = std::make_unique<Page>(gateway);
        page->resize(860, 640);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
        settleEvents();
    }
    QPushButton& button(const char* name) { return control<QPushButton>(*page, name); }
};

struct JsonWorld : DataWorld<JsonSettings> {
    QPlainTextEdit& editor() { return control<QPlainTextEdit>(*page, "jsonEditor"); }
    std::string state() { return control<ui::widgets::StatusLabel>(*page, "jsonState").word().toStdString(); }
    void type(const char* text)
    {
        editor().setPlainText(QString::fromUtf8(text));
        REQUIRE(QTest::qWaitFor([&] { return state() != "applied"; }));
        settleEvents();
    }
    /// Another person with another editor.
    void writeFile(const char* text)
    {
        gateway.edits.text = text;
        Q_EMIT gateway.statusChanged();
        settleEvents();
    }
};

void fill(ExportBackupDialog& dialog, const char* passphrase, const char* again)
{
    auto& secrets = control<QCheckBox>(dialog, "backupSecrets");
    secrets.setChecked(true);
    control<QLineEdit>(dialog, "backupPassphrase").setText(QString::fromLatin1(passphrase));
    control<QLineEdit>(dialog, "backupPassphraseAgain").setText(QString::fromLatin1(again));
}

} // namespace

TEST_CASE("edits the configuration as JSON, compares and saves it")
{
    JsonWorld world;
    world.open();
    CHECK(world.editor().toPlainText() == QString::fromLatin1(kOld));
    CHECK(world.state() == "applied");
    CHECK_FALSE(world.button("jsonReview").isEnabled());
    world.type(kNew);
    CHECK(world.state() == "changed, not saved");
    world.button("jsonReview").click();
    auto& diff = control<TextDiffView>(*world.page, "jsonDiff");
    CHECK(diff.isVisible());
    CHECK(diff.addedLines() == 1);
    CHECK(diff.removedLines() == 1);
    CHECK(diff.toPlainText().contains(QStringLiteral("+     \"theme\": \"dark\"")));
    world.button("jsonSave").click();
    REQUIRE(QTest::qWaitFor([&] { return world.state() == "applied"; }));
    CHECK(world.gateway.edits.text == kNew);
    CHECK(world.gateway.settings().ui.theme == "dark");
    CHECK(world.editor().isVisible());
}

TEST_CASE("lists errors by line and field and jumps to them")
{
    JsonWorld world;
    world.open();
    world.editor().setPlainText(QString::fromLatin1(kBad));
    REQUIRE(QTest::qWaitFor([&] { return world.state() == "not valid"; }));
    CHECK_FALSE(world.button("jsonReview").isEnabled());
    auto& issues = control<QTableView>(*world.page, "jsonIssues");
    CHECK(issues.isVisible());
    REQUIRE(issues.model()->rowCount() == 1);
    CHECK(issues.model()->index(0, 0).data().toString() == QStringLiteral("4"));
    CHECK(issues.model()->index(0, 1).data().toString() == QStringLiteral("ui.theme"));
    const QString reason = issues.model()->index(0, 2).data().toString();
    CHECK(reason == QStringLiteral("must be one of \"system\", \"light\" or \"dark\", not other text"));
    auto& whole = control<QLabel>(*world.page, "jsonReason");
    world.page->resize(500, 600); // it does not fit in the row
    settleEvents();
    CHECK(whole.isVisible());
    CHECK(whole.text() == reason);
    world.page->resize(1600, 600);
    settleEvents();
    CHECK_FALSE(whole.isVisible());
    Q_EMIT issues.activated(issues.model()->index(0, 0));
    CHECK(world.editor().textCursor().blockNumber() == 3);
    CHECK(world.editor().hasFocus());
}

TEST_CASE("keeps the edited line visible when the error list takes space")
{
    JsonWorld world;
    world.open();
    QPlainTextEdit& editor = world.editor();
    editor.setFocus();
    const int height = editor.height();
    editor.setPlainText(QString(60, u'\n') + QStringLiteral("{"));
    editor.moveCursor(QTextCursor::End);
    REQUIRE(QTest::qWaitFor([&] { return world.state() == "not valid"; }));
    settleEvents();
    CHECK(editor.height() < height);
    CHECK(editor.viewport()->rect().contains(editor.cursorRect()));
}

TEST_CASE("reports a file changed elsewhere and loses no text")
{
    JsonWorld world;
    world.open();
    SECTION("without unsaved text")
    {
        world.writeFile(kNew);
        CHECK(world.editor().toPlainText() == QString::fromLatin1(kNew));
        CHECK(world.state() == "applied");
    }
    SECTION("with unsaved text")
    {
        world.type("{\n  \"version\": 1\n}\n");
        world.writeFile(kNew);
        CHECK(world.state() == "the file was changed elsewhere");
        CHECK(world.editor().toPlainText().startsWith(QStringLiteral("{\n  \"version\": 1\n}"))); // as typed
        world.button("jsonReview").click();
        CHECK(control<TextDiffView>(*world.page, "jsonDiff").toPlainText().contains(QStringLiteral("dark"))); // compared with the current file
        world.button("jsonReload").click();
        CHECK(world.editor().toPlainText() == QString::fromLatin1(kNew));
        CHECK(world.state() == "applied");
    }
    SECTION("while the review is open")
    {
        world.type("{\n  \"version\": 1\n}\n");
        world.button("jsonReview").click();
        REQUIRE(world.button("jsonSave").isVisible());
        world.writeFile(kNew);
        CHECK_FALSE(world.button("jsonSave").isVisible()); // it would save something else than what was shown
        CHECK(world.state() == "the file was changed elsewhere");
        CHECK(world.editor().toPlainText().startsWith(QStringLiteral("{\n  \"version\": 1\n}")));
        world.button("jsonReview").click();
        CHECK(control<TextDiffView>(*world.page, "jsonDiff").toPlainText().contains(QStringLiteral("dark")));
        world.button("jsonSave").click();
        REQUIRE(QTest::qWaitFor([&] { return world.state() == "applied"; }));
    }
    SECTION("at the moment of saving")
    {
        world.type(kNew);
        world.button("jsonReview").click();
        world.gateway.edits.text = "{\"version\": 1}\n";
        world.button("jsonSave").click();
        REQUIRE(QTest::qWaitFor([&] { return world.state() == "not saved"; }));
        CHECK(world.gateway.edits.text == "{\"version\": 1}\n");
        CHECK(world.editor().toPlainText() == QString::fromLatin1(kNew));
    }
}

TEST_CASE("offers the unsaved text of an earlier run")
{
    JsonWorld world;
    world.gateway.edits.draft = kNew;
    world.open();
    REQUIRE(QTest::qWaitFor([&] { return world.state() == "unsaved text from an earlier session"; }));
    CHECK(world.editor().toPlainText().toStdString() == kOld); // nothing is replaced unasked
    SECTION("saved")
    {
        world.button("jsonTakeDraft").click();
        CHECK(world.editor().toPlainText().toStdString() == kNew);
        CHECK(world.gateway.edits.draft); // until it is saved
        world.button("jsonReview").click();
        world.button("jsonSave").click();
        REQUIRE(QTest::qWaitFor([&] { return world.state() == "applied"; }));
        CHECK(world.gateway.edits.inForce == kNew);
    }
    SECTION("discarded")
    {
        world.button("jsonReload").click();
        CHECK(world.state() == "applied");
        CHECK(world.gateway.edits.inForce == kOld);
    }
    CHECK_FALSE(world.gateway.edits.draft);
    CHECK_FALSE(world.button("jsonTakeDraft").isVisible());
}

TEST_CASE("asks about unsaved text on quit")
{
    JsonWorld world;
    world.open();
    UnsavedText unsaved(world.gateway.editing(), *world.page);
    int ends = 0;
    const auto ask = [&] { unsaved.ask([&] { ++ends; }); };
    const auto answer = [&](const QString& words) {
        auto* const dialog = openDialog<ChoiceDialog>();
        REQUIRE(dialog);
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->text() == words) button->click();
        settleEvents();
    };
    ask();
    CHECK(ends == 1); // no page, no text
    unsaved.setPage(world.page.get());
    ask();
    CHECK(ends == 2); // nothing was typed
    world.type(kNew);
    ask();
    CHECK(ends == 2);
    SECTION("cancelled")
    {
        answer(QStringLiteral("Cancel"));
        CHECK(ends == 2);
        CHECK(world.page->isChanged());
        unsaved.keep(); // the session ends
        CHECK(world.gateway.edits.draft == kNew);
    }
    SECTION("discarded")
    {
        answer(QStringLiteral("Discard and quit"));
        CHECK(ends == 3);
        unsaved.keep();
        CHECK_FALSE(world.gateway.edits.draft);
        CHECK(world.gateway.edits.inForce == kOld);
    }
    SECTION("saved")
    {
        answer(QStringLiteral("Save and quit"));
        REQUIRE(QTest::qWaitFor([&] { return ends == 3; }));
        CHECK(world.gateway.edits.inForce == kNew);
    }
    SECTION("not valid")
    {
        world.type(kBad);
        answer(QStringLiteral("Save and quit"));
        CHECK(ends == 2);
        CHECK(world.page->isChanged());
        CHECK(world.state() == "not valid");
        ask(); // invalid text cannot be saved
        auto* const dialog = openDialog<ChoiceDialog>();
        REQUIRE(dialog);
        for (const auto* button : dialog->findChildren<QPushButton*>()) CHECK(button->text() != QStringLiteral("Save and quit"));
        answer(QStringLiteral("Discard and quit"));
        CHECK(ends == 3);
    }
}

TEST_CASE("keeps the line endings of the file")
{
    JsonWorld world;
    world.gateway.edits.text = world.gateway.edits.inForce = "{\r\n  \"version\": 1\r\n}\r\n";
    world.open();
    CHECK(world.state() == "applied");
    world.type(kNew);
    world.button("jsonReview").click();
    world.button("jsonSave").click();
    REQUIRE(QTest::qWaitFor([&] { return world.state() == "applied"; }));
    CHECK(world.gateway.edits.text.starts_with("{\r\n  \"version\": 1,\r\n"));
}

TEST_CASE("lists, compares and restores versions")
{
    DataWorld<DataSettings> world;
    world.open();
    auto& table = control<QTableView>(*world.page, "versionTable");
    REQUIRE(table.model()->rowCount() == 2);
    CHECK(table.model()->index(0, 1).data().toString() == QStringLiteral("this window"));
    CHECK(table.model()->index(1, 1).data().toString() == QStringLiteral("another program")); // it may have been an editor
    CHECK(table.model()->index(0, 2).data().toString() == QStringLiteral("“Theme” changed"));
    CHECK(table.model()->index(1, 2).data().toString() == QStringLiteral("oldest version"));
    CHECK_FALSE(world.button("showVersion").isEnabled());
    table.setCurrentIndex(table.model()->index(1, 0));
    world.button("showVersion").click();
    REQUIRE(QTest::qWaitFor([&] { return openDialog<VersionDialog>() != nullptr; }));
    auto* dialog = openDialog<VersionDialog>();
    CHECK(control<TextDiffView>(*dialog, "versionDiff").addedLines() == 1);
    CHECK(dialog->findChild<QLabel*>(QStringLiteral("stillRevoked")) == nullptr);
    control<QPushButton>(*dialog, "saveButton").click();
    REQUIRE(QTest::qWaitFor([&] { return openDialog<VersionDialog>() == nullptr; }));
    CHECK(world.gateway.edits.text == kNew);
    CHECK(world.gateway.editing().undoable());
}

TEST_CASE("says that restoring a version does not reactivate revoked keys")
{
    DataWorld<DataSettings> world;
    world.open();
    world.gateway.edits.stillRevoked = 2;
    control<QTableView>(*world.page, "versionTable").setCurrentIndex(control<QTableView>(*world.page, "versionTable").model()->index(1, 0));
    world.button("showVersion").click();
    REQUIRE(QTest::qWaitFor([&] { return openDialog<VersionDialog>() != nullptr; }));
    CHECK(textOf(*openDialog<VersionDialog>(), "stillRevoked") == "2 keys remain revoked. Create new keys if needed.");
    openDialog<VersionDialog>()->reject();
}

TEST_CASE("a backup with keys needs the passphrase twice")
{
    DataWorld<DataSettings> world;
    world.open();
    world.button("exportBackup").click();
    auto* dialog = openDialog<ExportBackupDialog>();
    REQUIRE(dialog);
    CHECK_FALSE(control(*dialog, "backupPassphrase").isVisible());
    auto* desk = &world.gateway.backupDesk;
    SECTION("without keys")
    {
        dialog->exportTo(QStringLiteral("/tmp/x/../all"));
        REQUIRE(QTest::qWaitFor([&] { return desk->orders.size() == 1; }));
        CHECK(desk->orders[0].file == QStringLiteral("/tmp/all"));
        CHECK_FALSE(desk->orders[0].withSecrets);
        CHECK_FALSE(desk->orders[0].passphrase);
        settleEvents();
        CHECK_THAT(textOf(*world.page, "backupResult"), Catch::Contains("without keys"));
    }
    SECTION("too short")
    {
        fill(*dialog, "1234567", "1234567");
        dialog->exportTo(QStringLiteral("/tmp/all"));
        settleEvents();
        CHECK(desk->orders.empty());
        CHECK_THAT(textOf(*dialog, "backupPassphraseError"), Catch::Contains("8"));
        CHECK(dialog->focusWidget() == &control(*dialog, "backupPassphrase"));
    }
    SECTION("different passphrases")
    {
        fill(*dialog, "12345678", "12345679");
        dialog->exportTo(QStringLiteral("/tmp/all"));
        settleEvents();
        CHECK(desk->orders.empty());
        CHECK_FALSE(textOf(*dialog, "backupPassphraseAgainError").empty());
        CHECK(dialog->focusWidget() == &control(*dialog, "backupPassphraseAgain"));
    }
    SECTION("encrypted")
    {
        fill(*dialog, "12345678", "12345678");
        dialog->exportTo(QStringLiteral("/tmp/all"));
        REQUIRE(QTest::qWaitFor([&] { return desk->orders.size() == 1; }));
        CHECK(desk->orders[0].withSecrets);
        CHECK(desk->orders[0].passphrase->reveal() == "12345678");
        settleEvents();
        CHECK_THAT(textOf(*world.page, "backupResult"), Catch::Contains("encrypted with the passphrase"));
    }
    SECTION("without a key that the keychain does not return")
    {
        desk->unread = {"keychain:deepseek/main"};
        fill(*dialog, "12345678", "12345678");
        dialog->exportTo(QStringLiteral("/tmp/all"));
        REQUIRE(QTest::qWaitFor([&] { return desk->orders.size() == 1; }));
        settleEvents();
        CHECK_THAT(textOf(*world.page, "backupResult"), Catch::Contains("1 key could not be read") && Catch::Contains("keychain:deepseek/main"));
    }
    SECTION("refused")
    {
        desk->error = gateway::Error{gateway::ErrorKind::Io, "disk full"};
        dialog->exportTo(QStringLiteral("/tmp/all"));
        settleEvents();
        CHECK(control(*dialog, "formProblem").toolTip() == QStringLiteral("disk full"));
    }
    if (auto* left = openDialog<ExportBackupDialog>()) left->reject();
}

TEST_CASE("opens an encrypted backup, shows its contents and restores it")
{
    DataWorld<DataSettings> world;
    auto* desk = &world.gateway.backupDesk;
    desk->wantedPassphrase = "correct horse";
    desk->contents.hasConfiguration = true;
    desk->contents.changes = gateway::config::changedParts(kOld, kNew);
    desk->contents.secrets = {"keychain:deepseek/main"};
    desk->contents.hasUsage = true;
    desk->contents.stillRevoked = 2;
    world.open();
    control<BackupCard>(*world.page, "backupCard").importFrom(QStringLiteral("/tmp/all"));
    REQUIRE(QTest::qWaitFor([&] { return openDialog<OpenBackupDialog>() != nullptr; }));
    auto* ask = openDialog<OpenBackupDialog>();
    auto& words = control<QLineEdit>(*ask, "backupPassphrase");
    words.setText(QStringLiteral("wrong"));
    control<QPushButton>(*ask, "saveButton").click();
    REQUIRE(QTest::qWaitFor([&] { return !textOf(*ask, "backupPassphraseError").empty(); }));
    CHECK(ask->focusWidget() == &words);
    words.setText(QStringLiteral("correct horse"));
    control<QPushButton>(*ask, "saveButton").click();
    REQUIRE(QTest::qWaitFor([&] { return openDialog<PutBackDialog>() != nullptr; }));
    auto* dialog = openDialog<PutBackDialog>();
    CHECK(textOf(*dialog, "putBack1") == "“Theme” changed");
    CHECK(textOf(*dialog, "putBack2") == "keychain:deepseek/main");
    CHECK_THAT(textOf(*dialog, "putBack3"), Catch::Contains("2 keys remain revoked."));
    SECTION("yes, with its ledger or without")
    {
        const bool withUsage = GENERATE(false, true);
        control<QCheckBox>(*dialog, "putBackUsage").setChecked(withUsage);
        control<QPushButton>(*dialog, "saveButton").click();
        REQUIRE(QTest::qWaitFor([&] { return desk->putBacks == 1; }));
        settleEvents();
        CHECK(desk->usagePutBacks == (withUsage ? 1 : 0));
        CHECK(textOf(*world.page, "backupResult") == (withUsage ? "Backup restored; the previous ledger is /data/ledger-before.sqlite" : "Backup restored"));
    }
    SECTION("no")
    {
        dialog->reject();
        settleEvents();
        CHECK(desk->putBacks == 0);
        CHECK(desk->forgotten == 1);
    }
}

TEST_CASE("says why a backup cannot be opened and what to do")
{
    DataWorld<DataSettings> world;
    auto* desk = &world.gateway.backupDesk;
    const auto later = "the backup was created by a newer version of Signalbox: update Signalbox to read it";
    const auto damaged = "the backup is damaged or truncated: use another copy";
    world.open();
    SECTION("before the passphrase")
    {
        desk->error = gateway::Error{gateway::ErrorKind::InvalidRequest, gateway::Sentence::of(later)};
        control<BackupCard>(*world.page, "backupCard").importFrom(QStringLiteral("/tmp/all"));
        REQUIRE(QTest::qWaitFor([&] { return control(*world.page, "backupResult").isVisible(); }));
        CHECK(textOf(*world.page, "backupResult") == std::string("The backup cannot be opened: ") + later);
    }
    SECTION("after the passphrase")
    {
        desk->wantedPassphrase = "correct horse";
        control<BackupCard>(*world.page, "backupCard").importFrom(QStringLiteral("/tmp/all"));
        REQUIRE(QTest::qWaitFor([&] { return openDialog<OpenBackupDialog>() != nullptr; }));
        auto* ask = openDialog<OpenBackupDialog>();
        desk->error = gateway::Error{gateway::ErrorKind::Io, gateway::Sentence::of(damaged)};
        control<QPushButton>(*ask, "saveButton").click();
        REQUIRE(QTest::qWaitFor([&] { return control(*ask, "formProblem").isVisible(); }));
        CHECK(textOf(*ask, "formProblem") == std::string("The backup cannot be opened: ") + damaged);
        ask->reject();
    }
}

TEST_CASE("restores keys into an existing or a new encrypted file")
{
    using gateway::host::VaultState;
    const VaultState state = GENERATE(VaultState::Absent, VaultState::Locked, VaultState::Open);
    CAPTURE(static_cast<int>(state));
    DataWorld<DataSettings> world;
    world.open();
    world.gateway.m_status.vault = state;
    world.gateway.vaultPassphrase = state == VaultState::Locked ? "of the file here" : "";
    gateway::host::BackupContents contents;
    contents.secrets = {"keychain:deepseek/main", "vault:kimi/main"};
    PutBackDialog dialog(world.gateway, contents, nullptr);
    dialog.show();
    CHECK(textOf(dialog, "putBack1") == "keychain:deepseek/main");
    CHECK(textOf(dialog, "putBack2") == "vault:kimi/main");
    auto* passphrase = dialog.findChild<QLineEdit*>(QStringLiteral("vaultPassphrase"));
    auto* again = dialog.findChild<QLineEdit*>(QStringLiteral("vaultPassphraseAgain"));
    CHECK((passphrase != nullptr) == (state != VaultState::Open));
    CHECK((again != nullptr) == (state == VaultState::Absent));
    auto& save = control<QPushButton>(dialog, "saveButton");
    if (passphrase) {
        passphrase->setText(QStringLiteral("something else"));
        save.click(); // a second or a wrong passphrase
        settleEvents();
        CHECK(world.gateway.backupDesk.putBacks == 0);
        CHECK(dialog.isVisible());
        passphrase->setText(QStringLiteral("of the file here"));
        if (again) again->setText(QStringLiteral("of the file here"));
    }
    save.click();
    REQUIRE(QTest::qWaitFor([&] { return world.gateway.backupDesk.putBacks == 1; }));
    CHECK(world.gateway.m_status.vault == VaultState::Open);
    CHECK(QTest::qWaitFor([&] { return !dialog.isVisible(); }));
    CHECK(world.gateway.vaultPassphrase == (passphrase ? "of the file here" : ""));
}
