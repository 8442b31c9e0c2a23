#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"

#include "ui/dialogs/failure_class_dialog.h"
#include "ui/models/routes/failure_class_list_model.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QTest>

using gateway::config::FailureClass;
using gateway::config::FailureClassSettings;
using gateway::config::Next;
using gateway::config::Rests;
using ui::dialogs::FailureClassDialog;

namespace {

struct FailureClassDialogWorld {
    FakeFor<ui::dialogs::FailureClassDialog::Access> gateway;
    std::unique_ptr<FailureClassDialog> dialog;

    void open(FailureClass failure)
    {
        dialog = std::make_unique<FailureClassDialog>(gateway, failure);
        dialog->open();
        REQUIRE(QTest::qWaitForWindowActive(dialog.get()));
    }
    QComboBox& box(const char* name) { return control<QComboBox>(*dialog, name); }
    void choose(const char* name, const char* words)
    {
        const int at = box(name).findText(QString::fromUtf8(words));
        INFO(name << ": " << words);
        REQUIRE(at >= 0);
        box(name).setCurrentIndex(at);
    }
    void save() { control<QPushButton>(*dialog, "saveButton").click(); }
    bool isShown(const char* name) { return control(*dialog, name).isVisible(); }
};

} // namespace

TEST_CASE("shows a built-in class with the default value in every field")
{
    FailureClassDialogWorld world;
    world.open(FailureClass::RateLimited);
    CHECK(world.dialog->focusWidget() == &world.box("classThen"));
    struct Row {
        const char* field;
        const char* words;
        const char* name;
    };
    for (const Row& row : {Row{"classThen", "As built in (next key)", "Then"}, Row{"classRests", "As built in (key for this model)", "Cooldown of"},
                           Row{"classMoment", "As built in (immediately)", "When"}, Row{"classLength", "As built in (1 s)", "Initial cooldown"}}) {
        CHECK(world.box(row.field).currentText().toStdString() == row.words);
        CHECK(world.box(row.field).currentIndex() == 0);
        CHECK(world.box(row.field).accessibleName().toStdString() == row.name);
    }
    CHECK_FALSE(world.isShown("classTime"));
    // Reading order, and back to the start.
    for (const char* name : {"classRests", "classMoment", "classLength", "cancelButton", "saveButton", "classThen"}) {
        QTest::keyClick(world.dialog.get(), Qt::Key_Tab);
        CHECK(world.dialog->focusWidget()->objectName().toStdString() == name);
    }
    world.save();
    REQUIRE(QTest::qWaitFor([&] { return !world.dialog->isVisible(); }));
    CHECK(world.gateway.settings().failures.classes.empty());
}

TEST_CASE("edits a failure class field by field")
{
    FailureClassDialogWorld world;
    world.open(FailureClass::Overloaded);
    world.choose("classThen", "next target");
    world.choose("classRests", "provider");
    world.choose("classMoment", "immediately");
    world.choose("classLength", "custom");
    REQUIRE(world.isShown("classTime"));
    auto& time = control<QDoubleSpinBox>(*world.dialog, "classTime");
    time.setValue(1.5);
    CHECK(time.text() == QStringLiteral("1.5 s"));

    SECTION("and saves it")
    {
        world.save();
        REQUIRE(QTest::qWaitFor([&] { return !world.dialog->isVisible(); }));
        const auto& classes = world.gateway.settings().failures.classes;
        REQUIRE(classes.size() == 1);
        CHECK(classes.front().first == "overloaded");
        CHECK(classes.front().second == FailureClassSettings{Next::NextTarget, Rests::Provider, true, 1500});
        world.open(FailureClass::Overloaded);
        CHECK(world.box("classMoment").currentText() == QStringLiteral("immediately"));
        CHECK(control<QDoubleSpinBox>(*world.dialog, "classTime").value() == 1.5);
        for (const char* field : {"classThen", "classRests", "classMoment", "classLength"}) world.box(field).setCurrentIndex(0);
        world.save();
        REQUIRE(QTest::qWaitFor([&] { return !world.dialog->isVisible(); }));
        CHECK(world.gateway.settings().failures.classes.empty());
    }
    SECTION("with the duration left to the provider")
    {
        world.choose("classLength", "by key failover");
        CHECK_FALSE(world.isShown("classTime"));
        world.save();
        REQUIRE(QTest::qWaitFor([&] { return !world.dialog->isVisible(); }));
        CHECK(ui::models::ownOf(world.gateway.settings().failures, FailureClass::Overloaded).rest_ms == 0);
    }
    SECTION("without a cooldown there is no duration")
    {
        world.choose("classRests", "nothing");
        for (const char* field : {"classMoment", "classLength", "classTime"}) CHECK_FALSE(world.isShown(field));
    }
    SECTION("when the file cannot be written")
    {
        world.gateway.changeError = gateway::Error{gateway::ErrorKind::Io, "disk full"};
        world.save();
        REQUIRE(QTest::qWaitFor([&] { return world.isShown("formProblem"); }));
        CHECK(control(*world.dialog, "formProblem").toolTip() == QStringLiteral("disk full"));
        CHECK(world.gateway.settings().failures.classes.empty());
        CHECK(control(*world.dialog, "saveButton").isEnabled());
    }
    settleEvents();
}

TEST_CASE("does not overwrite a failure class that was changed during editing")
{
    FakeFor<ui::dialogs::FailureClassDialog::Access> gateway;
    FailureClassDialog dialog(gateway, gateway::config::FailureClass::RateLimited);
    dialog.open();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    gateway::config::FailureClassSettings own;
    own.rest_ms = 5000;
    gateway.m_settings = ui::models::withClass(gateway.settings(), gateway::config::FailureClass::RateLimited, own);
    control<QComboBox>(dialog, "classThen").setCurrentIndex(1);
    control<QPushButton>(dialog, "saveButton").click();
    settleEvents();
    CHECK(ui::models::ownOf(gateway.settings().failures, gateway::config::FailureClass::RateLimited) == own);
    CHECK_THAT(textOf(dialog, "formProblem"), Catch::Contains("changed elsewhere"));
}
