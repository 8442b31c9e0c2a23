#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "records.h"

#include "ui/dialogs/failure_rule_dialog.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using gateway::config::FailureClass;
using ui::dialogs::FailureRuleDialog;

TEST_CASE("creates a failure rule")
{
    FakeFor<ui::dialogs::FailureRuleDialog::Access> gateway;
    gateway.addProvider("qwen", "work");
    FailureRuleDialog dialog(gateway, {});
    dialog.open();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    CHECK(dialog.focusWidget()->objectName() == QStringLiteral("ruleName"));
    auto& save = control<QPushButton>(dialog, "saveButton");
    save.click();
    CHECK(control(dialog, "ruleNameError").isVisible());
    CHECK(control(dialog, "ruleStatusesError").isVisible());
    CHECK(gateway.changes == 0);

    QTest::keyClicks(&control<QLineEdit>(dialog, "ruleName"), QStringLiteral("mine"));
    auto& words = control<QPlainTextEdit>(dialog, "ruleWords");
    words.setPlainText(QStringLiteral("try later"));
    auto& provider = control<QComboBox>(dialog, "ruleProvider");
    CHECK(provider.findText(QStringLiteral("work")) > 0);
    CHECK(provider.findText(QStringLiteral("qwen")) > 0);
    provider.setCurrentText(QStringLiteral("work"));
    auto& failure = control<QComboBox>(dialog, "ruleFailure");
    failure.setCurrentIndex(failure.count() - 1);

    SECTION("is saved")
    {
        save.click();
        REQUIRE(QTest::qWaitFor([&] { return !dialog.isVisible(); }));
        REQUIRE(gateway.settings().failures.rules.size() == 1);
        const auto& rule = gateway.settings().failures.rules.front();
        CHECK(rule.name == "mine");
        CHECK_FALSE(rule.failure);
        CHECK(rule.provider == "work");
        CHECK_FALSE(rule.rests);
    }
    SECTION("the gateway's objection is shown at its field")
    {
        gateway.changeError = gateway::Error{gateway::ErrorKind::ConfigInvalid, "is too long", {}, "failures.rules[0].words[0]"};
        save.click();
        REQUIRE(QTest::qWaitFor([&] { return control(dialog, "ruleWordsError").isVisible(); }));
        CHECK(dialog.isVisible());
        CHECK(words.hasFocus());
        CHECK(words.accessibleDescription() == QStringLiteral("is too long"));
    }
    SECTION("when the file cannot be written")
    {
        gateway.changeError = gateway::Error{gateway::ErrorKind::Io, "disk full"};
        save.click();
        REQUIRE(QTest::qWaitFor([&] { return control(dialog, "formProblem").isVisible(); }));
        CHECK(control(dialog, "formProblem").toolTip() == QStringLiteral("disk full"));
    }
    settleEvents();
}

TEST_CASE("an edited rule keeps its position")
{
    FakeFor<ui::dialogs::FailureRuleDialog::Access> gateway;
    gateway.m_settings.failures.rules = ownRules();
    FailureRuleDialog dialog(gateway, QStringLiteral("team-plan-used"));
    dialog.open();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    CHECK(control<QLineEdit>(dialog, "ruleStatuses").text() == QStringLiteral("403"));
    CHECK(control<QPlainTextEdit>(dialog, "ruleWords").toPlainText() == QStringLiteral("daily plan is used up\n额度已用完"));
    control<QLineEdit>(dialog, "ruleStatuses").setText(QStringLiteral("403, 429"));
    QTest::keyClick(&control<QLineEdit>(dialog, "ruleStatuses"), Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return !dialog.isVisible(); }));
    auto expected = ownRules();
    expected[0].statuses.push_back({429, 429});
    CHECK(gateway.settings().failures.rules == expected);
    settleEvents();
}

TEST_CASE("handles a rule that was moved, changed or removed during editing")
{
    FakeFor<ui::dialogs::FailureRuleDialog::Access> gateway;
    auto& rules = gateway.m_settings.failures.rules;
    rules = ownRules();
    REQUIRE(rules.size() > 1);
    FailureRuleDialog dialog(gateway, QStringLiteral("team-plan-used"));
    dialog.open();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    control<QLineEdit>(dialog, "ruleStatuses").setText(QStringLiteral("403, 429"));
    auto expected = ownRules();

    SECTION("a moved rule is saved at its new position")
    {
        std::swap(rules[0], rules[1]);
        std::swap(expected[0], expected[1]);
        expected[1].statuses.push_back({429, 429});
    }
    SECTION("a changed rule is not overwritten")
    {
        rules[0].words = {"other"};
        expected[0].words = {"other"};
    }
    SECTION("a removed rule is not added again")
    {
        rules.erase(rules.begin());
        expected.erase(expected.begin());
    }
    const bool isSaved = expected.size() > 1 && expected[1].name == "team-plan-used";
    QTest::keyClick(&control<QLineEdit>(dialog, "ruleStatuses"), Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return isSaved != dialog.isVisible(); }));
    settleEvents();
    CHECK(gateway.settings().failures.rules == expected);
    CHECK(control(dialog, "formProblem").isVisible() == !isSaved);
}
